/** Edits of the routes: what is wrong with one, what it makes of kept frames, and how it takes over in a running program. */
package dev.wadi.edit;
