/** The numbers that Wadi reports: what each is called, and how they come into the application's meter registry. */
package dev.wadi.ledger;
