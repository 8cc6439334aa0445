package io.holdfast.config;

import io.holdfast.config.tree.Origin;
import io.holdfast.config.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks for databases that are declared at the same place. */
final class SamePlaces {
    private final Map<String, Origin> declared;
    private final Problems problems;

    /** Of the databases that are {@code declared} there. */
    SamePlaces(Map<String, Origin> declared, Problems problems) {
        this.declared = declared;
        this.problems = problems;
    }

    /** A warning for each pair of {@code databases}; a problem for each pair that has a role. */
    List<String> warnings(Map<String, DatabaseConfig> databases) {
        List<DatabaseConfig> all = List.copyOf(databases.values());
        List<String> warnings = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            for (int earlier = 0; earlier < index; earlier++) {
                if (all.get(earlier).url().samePlace(all.get(index).url())) {
                    tell(all.get(earlier).name(), all.get(index).name(), warnings);
                }
            }
        }
        return warnings;
    }

    private void tell(String first, String second, List<String> warnings) {
        String same = "databases.%s and databases.%s have the same url".formatted(first, second);
        if (UrlVariables.WITH_ROLE.contains(first) && UrlVariables.WITH_ROLE.contains(second)) {
            problems.add(
                    declared.getOrDefault(second, Origin.DEFAULT),
                    same + "; expected a database of its own for each: they keep data that must not meet");
        } else {
            warnings.add(same + ": both work on one database");
        }
    }
}
