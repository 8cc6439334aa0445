package io.holdfast.config;

import io.holdfast.config.tree.Nearest;
import io.holdfast.config.tree.Node;
import io.holdfast.config.tree.Node.Entry;
import io.holdfast.config.tree.Node.Mapping;
import io.holdfast.config.tree.Node.Scalar;
import io.holdfast.config.tree.Problems;
import java.util.Optional;

/** Compares a file's tree with the declared keys, and takes over what fits. */
final class KeyCheck {
    private final Layer layer;
    private final Problems problems;

    KeyCheck(Layer layer, Problems problems) {
        this.layer = layer;
        this.problems = problems;
    }

    void file(Section root, Mapping tree) {
        section(root, "", tree);
    }

    private void section(Section section, String above, Mapping mapping) {
        for (Entry entry : mapping.entries()) {
            String path = above + entry.key();
            Optional<Section> inner = section.section(entry.key());
            if (inner.isPresent()) {
                inside(inner.get(), path, entry.value());
            } else if (section.key(entry.key()).isPresent()) {
                value(section.key(entry.key()).get(), path, entry);
            } else {
                unknown(section, above, entry);
            }
        }
    }

    private void inside(Section section, String path, Node node) {
        if (section.shorthand().isPresent() && node instanceof Scalar scalar && !isBlank(node)) {
            layer.set(path + "." + section.shorthand().get().name(), scalar);
            return;
        }
        mapping(path, node, section).ifPresent(mapping -> {
            if (section.repetition() == Section.Repetition.BY_NAME) {
                mapping.entries().forEach(entry -> named(section, path, entry));
            } else {
                section(section, path + ".", mapping);
            }
        });
    }

    private void named(Section section, String above, Entry entry) {
        String path = above + "." + entry.key();
        if (!DeclaredKeys.DATABASE_NAME.matcher(entry.key()).matches()) {
            problems.add(
                    entry.origin(),
                    "%s has the name %s; expected lower-case letters, digits and dashes, a letter first"
                            .formatted(above, Problems.quoted(entry.key())));
            return;
        }
        layer.declare(entry.key(), entry.origin());
        if (entry.value() instanceof Mapping mapping) {
            section(section, path + ".", mapping);
        } else if (mapping(path, entry.value(), section).isEmpty() && !isBlank(entry.value())) {
            layer.missed(path + "." + DeclaredKeys.URL.name());
        }
    }

    private static boolean isBlank(Node node) {
        return node instanceof Scalar scalar && scalar.text() == null;
    }

    private Optional<Mapping> mapping(String path, Node node, Section section) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (isBlank(node)) {
            return Optional.empty();
        }
        problems.add(
                node.origin(),
                "%s holds %s; expected the keys %s"
                        .formatted(
                                path,
                                node instanceof Scalar ? "one value" : "a list",
                                String.join(", ", section.words())));
        return Optional.empty();
    }

    private void value(Key<?> key, String path, Entry entry) {
        if (entry.value() instanceof Scalar scalar) {
            layer.set(path, scalar.text() == null ? new Scalar("", scalar.origin()) : scalar);
            return;
        }
        layer.missed(path);
        problems.add(
                entry.value().origin(),
                "%s holds %s; expected %s"
                        .formatted(
                                path,
                                entry.value() instanceof Mapping ? "keys of its own" : "a list",
                                key.type().expected()));
    }

    private void unknown(Section section, String above, Entry entry) {
        Optional<String> nearest = Nearest.to(entry.key(), section.words()).or(() -> deeper(section, entry.key()));
        nearest.ifPresent(word -> layer.missed(above + word));
        String where = above.isEmpty() ? "" : " in " + above.substring(0, above.length() - 1);
        problems.add(
                entry.origin(),
                "the key %s%s is not known; %s"
                        .formatted(
                                Problems.quoted(entry.key()),
                                where,
                                nearest.map(word -> "did you mean " + above + word + "?")
                                        .orElse("expected one of " + String.join(", ", section.words()))));
    }

    /** The key of that name in a section further in, for a value that stands one level too high. */
    private static Optional<String> deeper(Section section, String word) {
        return section.sections().stream()
                .filter(inner -> inner.repetition() == Section.Repetition.ONCE)
                .filter(inner -> inner.key(word).isPresent())
                .map(inner -> inner.name() + "." + word)
                .findFirst();
    }
}
