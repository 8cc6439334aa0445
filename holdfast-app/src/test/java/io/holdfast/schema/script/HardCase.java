package io.holdfast.schema.script;

import io.holdfast.engine.Engines;
import io.holdfast.engine.ScriptFeature;
import java.util.Set;

/**
 * A script that is hard to cut, and in how many statements it is to be cut.
 *
 * @param name what is hard about it
 */
record HardCase(String name, int count, String text) {
    static final Set<ScriptFeature> POSTGRESQL = featuresOf("postgresql");
    static final Set<ScriptFeature> SQLITE = featuresOf("sqlite");

    private static Set<ScriptFeature> featuresOf(String engine) {
        return Engines.onClassPath().named(engine).migrator().orElseThrow().features();
    }

    static HardCase of(String name, int count, String text) {
        return new HardCase(name, count, text);
    }

    /** As JDBC can send it: the drivers do not know what a byte order mark is. */
    String withoutMark() {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    @Override
    public String toString() {
        return name;
    }
}
