package io.holdfast.schema.drift;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Puts statements into an order in which they work: what depends on others goes first, and comes last. */
public final class Order {
    /** A statement belongs to the first of these that it matches. */
    private static final List<Pattern> TURNS = List.of(
            pattern("DROP (TRIGGER|RULE|POLICY|VIEW|MATERIALIZED VIEW)\\b"),
            pattern("ALTER TABLE .* DROP CONSTRAINT\\b"),
            pattern("DROP INDEX\\b"),
            pattern("DROP TABLE\\b"),
            pattern("ALTER TABLE .* DROP COLUMN\\b"),
            pattern("DROP\\b"),
            pattern("CREATE (EXTENSION|TYPE|DOMAIN|SEQUENCE|COLLATION)\\b"),
            pattern("CREATE (UNLOGGED )?TABLE\\b"),
            pattern("ALTER TABLE .* (ADD|ALTER) COLUMN\\b"),
            pattern("CREATE (UNIQUE )?INDEX\\b"),
            pattern("ALTER TABLE .* FOREIGN KEY\\b"),
            pattern("ALTER TABLE\\b"),
            pattern("CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|AGGREGATE)\\b"),
            pattern("CREATE (MATERIALIZED )?VIEW\\b"));

    private Order() {}

    private static Pattern pattern(String beginning) {
        return Pattern.compile(beginning + ".*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** {@code statements} in such an order; those of one kind stay as they are. */
    public static List<String> of(List<String> statements) {
        return statements.stream().sorted(Comparator.comparingInt(Order::turn)).toList();
    }

    private static int turn(String statement) {
        for (int turn = 0; turn < TURNS.size(); turn++) {
            if (TURNS.get(turn).matcher(statement).matches()) {
                return turn;
            }
        }
        return TURNS.size();
    }
}
