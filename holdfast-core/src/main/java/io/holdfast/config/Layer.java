package io.holdfast.config;

import io.holdfast.config.tree.Node.Scalar;
import io.holdfast.config.tree.Origin;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the sources read so far say: one value for each key path, later sources over earlier ones. */
final class Layer {
    private final Map<String, Scalar> values = new LinkedHashMap<>();
    private final Map<String, Origin> databases = new LinkedHashMap<>();
    private final Set<String> misspelled = new LinkedHashSet<>();

    /** Sets {@code path}, and declares the database it belongs to. */
    void set(String path, Scalar value) {
        values.put(path, value);
        String[] parts = path.split("\\.");
        if (parts[0].equals(DeclaredKeys.DATABASES.name())) {
            declare(parts[1], value.origin());
        }
    }

    void declare(String database, Origin origin) {
        databases.putIfAbsent(database, origin);
    }

    /** Remembers that somebody tried to set {@code path} and missed its name, so that its absence is no new problem. */
    void missed(String path) {
        misspelled.add(path);
    }

    boolean wasMissed(String path) {
        return misspelled.contains(path);
    }

    Map<String, Scalar> values() {
        return values;
    }

    Map<String, Origin> databases() {
        return databases;
    }
}
