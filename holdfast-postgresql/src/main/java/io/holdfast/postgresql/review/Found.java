package io.holdfast.postgresql.review;

import io.holdfast.engine.Danger;
import java.util.ArrayList;
import java.util.List;

/** Collects what is found in one statement. */
final class Found {
    private final List<Danger> dangers = new ArrayList<>();

    void add(Rule rule, Object table, Object detail) {
        dangers.add(rule.at(table, detail));
    }

    void add(Rule rule, Object table) {
        add(rule, table, "");
    }

    void addIf(boolean condition, Rule rule, Object table, Object detail) {
        if (condition) {
            add(rule, table, detail);
        }
    }

    List<Danger> dangers() {
        return List.copyOf(dangers);
    }
}
