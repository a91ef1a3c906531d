package dev.wadi.edit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.RouteDefinition;

/** What no two routes may have, as it stands in their files ({@code id: trades}, {@code startupOrder: 2}), and who has it. */
final class Claims {

    private final Map<String, Path> taken = new HashMap<>();

    static List<String> of(Collection<RouteDefinition> routes) {
        List<String> claims = new ArrayList<>();
        for (RouteDefinition route : routes) {
            claims.add("id: " + route.getId());
            if (route.getStartupOrder() != null) {
                claims.add("startupOrder: " + route.getStartupOrder());
            }
        }
        return claims;
    }

    /**
     * Claims this for a file.
     *
     * @return what another file has already
     */
    List<Finding> add(RouteFile file, List<String> claims) {
        List<Finding> findings = new ArrayList<>();
        for (String claim : claims) {
            Path other = taken.putIfAbsent(claim, file.path());
            if (other != null && !other.equals(file.path())) {
                findings.add(Finding.error(
                        file.path(),
                        file.lineOf(claim),
                        "'" + claim + "' is taken by " + other.getFileName() + "; give it another."));
            }
        }
        return findings;
    }
}
