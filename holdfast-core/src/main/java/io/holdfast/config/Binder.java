package io.holdfast.config;

import io.holdfast.config.Placeholders.Expanded;
import io.holdfast.config.tree.Node.Scalar;
import io.holdfast.config.tree.Origin;
import io.holdfast.config.tree.Problems;
import io.holdfast.error.Masking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives keys their values. A value that cannot be read becomes a problem, and the key's default stands in for it, so
 * that reading goes on and every problem is found; the records made from it are never handed out.
 */
final class Binder {
    private final Layer layer;
    private final Placeholders placeholders;
    private final Problems problems;
    private final List<LoadedConfig.Setting> settings = new ArrayList<>();
    private final Set<String> failed = new HashSet<>();

    Binder(Layer layer, Placeholders placeholders, Problems problems) {
        this.layer = layer;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** A value as it was read: what it is, where it stood, and whether it may be shown. */
    record Bound<T>(T value, Origin origin, ValueType.Exposure exposure) {
        boolean isDefault() {
            return origin.equals(Origin.DEFAULT);
        }
    }

    /** The value of a key that has a default, noted for the display. */
    <T> T value(Key<T> key, String section) {
        Bound<T> bound = read(key, section)
                .orElseGet(() -> new Bound<>(
                        key.standard().orElseThrow(), Origin.DEFAULT, key.type().exposure()));
        String fallback = key.fallback();
        String text = fallback != null && bound.isDefault()
                ? fallback
                : key.type().writer().apply(bound.value());
        note(path(key, section), text, bound);
        return bound.value();
    }

    /** The value somebody set, if it can be read. */
    <T> Optional<Bound<T>> read(Key<T> key, String section) {
        String path = path(key, section);
        Scalar scalar = layer.values().get(path);
        if (scalar == null) {
            return Optional.empty();
        }
        try {
            Expanded expanded = placeholders.expand(String.valueOf(scalar.text()));
            var exposure = key.type().secret() ? key.type().exposure() : expanded.exposure();
            boolean written = expanded.text().equals(scalar.text());
            return Optional.of(new Bound<>(
                    read(key, expanded.text(), written ? exposure : ValueType.Exposure.SECRET),
                    scalar.origin(),
                    exposure));
        } catch (InvalidValue e) {
            refuse(scalar.origin(), path, e);
            return Optional.empty();
        }
    }

    /** Whether a part of the value comes out of a file, which may change. */
    boolean comesFromFile(Key<?> key, String section) {
        return written(key, section).contains("${file:");
    }

    /** The text of a key with its variables put in, and with the names of files where their contents belong. */
    String written(Key<?> key, String section) {
        Scalar scalar = layer.values().get(path(key, section));
        try {
            return scalar == null ? "" : placeholders.withFileNames(String.valueOf(scalar.text()));
        } catch (InvalidValue reportedWhenItWasRead) {
            return "";
        }
    }

    /** The value of a key that somebody set, read once more, its files included. */
    <T> T again(Key<T> key, String section) throws InvalidValue {
        Scalar scalar = layer.values().get(path(key, section));
        if (scalar == null) {
            throw new InvalidValue("no longer there", key.type().expected());
        }
        return read(key, placeholders.expand(String.valueOf(scalar.text())).text(), ValueType.Exposure.SECRET);
    }

    /** A text that was put in by a placeholder is not shown when it is wrong: nobody meant to write it here. */
    private static <T> T read(Key<T> key, String text, ValueType.Exposure exposure) throws InvalidValue {
        if (text.isBlank()) {
            throw new InvalidValue("blank", key.type().expected() + ", or no such key at all");
        }
        try {
            return key.type().read(text);
        } catch (InvalidValue e) {
            throw exposure == ValueType.Exposure.SECRET ? new InvalidValue(Masking.MASK, e.expected()) : e;
        }
    }

    /** Reports a value that is wrong. */
    void refuse(Origin origin, String path, InvalidValue reason) {
        failed.add(path);
        problems.add(origin, "%s is %s; expected %s".formatted(path, reason.found(), reason.expected()));
    }

    /** Whether the value at {@code path} was refused, or its name was missed. */
    boolean failed(String path) {
        return failed.contains(path) || layer.wasMissed(path);
    }

    /** Where {@code path} was set. */
    Origin origin(String path) {
        Scalar scalar = layer.values().get(path);
        return scalar == null ? Origin.DEFAULT : scalar.origin();
    }

    /** Keeps a value for the display; secrets are masked here. */
    void note(String path, String text, Bound<?> bound) {
        boolean secret = bound.exposure() == ValueType.Exposure.SECRET;
        settings.add(new LoadedConfig.Setting(
                path, secret ? Masking.MASK : text, bound.origin().toString()));
    }

    List<LoadedConfig.Setting> settings() {
        return settings;
    }

    static String path(Key<?> key, String section) {
        return section.isEmpty() ? key.name() : section + "." + key.name();
    }
}
