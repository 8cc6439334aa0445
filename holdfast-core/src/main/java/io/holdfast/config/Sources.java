package io.holdfast.config;

import io.holdfast.config.tree.FileReader;
import io.holdfast.config.tree.Nearest;
import io.holdfast.config.tree.Node.Scalar;
import io.holdfast.config.tree.Origin;
import io.holdfast.config.tree.Problems;
import io.holdfast.config.tree.Source;
import io.holdfast.config.tree.TextFile;
import io.holdfast.config.tree.YamlTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the sources over each other in their order. */
final class Sources {
    private final Section root;
    private final Problems problems;
    private final FileReader reader;
    private final Layer layer = new Layer();

    Sources(Section root, Problems problems, FileReader reader) {
        this.root = root;
        this.problems = problems;
        this.reader = reader;
    }

    Layer layer() {
        return layer;
    }

    /** Takes a file's settings; false, with a problem added, where it is no readable YAML. */
    boolean file(Source source, Path file) {
        try {
            var tree = YamlTree.read(source, file.toString(), reader.read(file), problems);
            tree.ifPresent(mapping -> new KeyCheck(layer, problems).file(root, mapping));
            return tree.isPresent();
        } catch (TextFile.Unreadable e) {
            problems.add(file.toString(), "the file " + e.reason() + expected(source));
            return false;
        }
    }

    private static String expected(Source source) {
        return source == Source.PROFILE
                ? "; expected the settings of the chosen profile there"
                : "; expected the settings there";
    }

    /** {@code DATABASE_URL} declares the database {@code app}, {@code EXTERNAL_USERS_URL} another, and so on. */
    void platform(Map<String, Scalar> variables) {
        UrlVariables.DATABASES.forEach((variable, database) -> {
            Scalar url = variables.get(variable);
            if (url != null && !isBlank(url)) {
                Origin origin = new Origin(
                        Source.PLATFORM,
                        url.origin().name(),
                        url.origin().line(),
                        url.origin().column());
                layer.set("databases." + database + ".url", new Scalar(url.text(), origin));
            }
        });
    }

    /** Takes the variables that name keys; a blank one sets nothing. */
    void variables(Map<String, Scalar> variables) {
        var names = new Variables(root);
        variables.forEach((variable, value) -> {
            if (Variables.namesKey(variable)) {
                List<String> paths = names.paths(variable);
                if (paths.isEmpty()) {
                    unknownVariable(names, variable, value.origin());
                } else if (!isBlank(value)) {
                    layer.set(chosen(paths), value);
                }
            }
        });
    }

    /** Of several readings the one whose database is declared, else the one with the longest name. */
    private String chosen(List<String> paths) {
        if (paths.size() == 1) {
            return paths.get(0);
        }
        return paths.stream()
                .filter(path -> layer.databases().containsKey(path.split("\\.")[1]))
                .findFirst()
                .orElse(paths.get(0));
    }

    private void unknownVariable(Variables names, String variable, Origin origin) {
        Optional<String> path = names.nearestPath(variable, layer.databases().keySet());
        path.ifPresent(layer::missed);
        String place = origin.line() == 0 ? "the environment" : origin.toString();
        problems.add(
                place,
                "the variable %s names no key; %s"
                        .formatted(
                                variable,
                                path.map(found -> "did you mean " + Variables.of(found) + "?")
                                        .orElse("expected HOLDFAST_ and a key's path, such as HOLDFAST_HOME or"
                                                + " HOLDFAST_DATABASES_APP_URL")));
    }

    /** Takes the command's flags. */
    void flags(Map<String, String> flags) {
        flags.forEach((path, text) -> {
            Origin origin = Origin.named(Source.FLAG, "flag " + path);
            if (isDeclared(path)) {
                layer.set(path, new Scalar(text, origin));
            } else {
                unknownFlag(path, origin);
            }
        });
    }

    private boolean isDeclared(String path) {
        return root.leaves().stream().anyMatch(leaf -> {
            int star = leaf.path().indexOf('*');
            if (star < 0) {
                return leaf.path().equals(path);
            }
            String before = leaf.path().substring(0, star);
            String after = leaf.path().substring(star + 1);
            return path.length() > before.length() + after.length()
                    && path.startsWith(before)
                    && path.endsWith(after)
                    && DeclaredKeys.DATABASE_NAME
                            .matcher(path.substring(before.length(), path.length() - after.length()))
                            .matches();
        });
    }

    private void unknownFlag(String path, Origin origin) {
        String[] parts = path.split("\\.", -1);
        String name = parts.length > 2 && parts[0].equals(DeclaredKeys.DATABASES.name()) ? parts[1] : "app";
        List<String> known = root.leaves().stream()
                .map(leaf -> leaf.path().replace("*", name))
                .toList();
        Optional<String> nearest = Nearest.to(path, known);
        nearest.ifPresent(layer::missed);
        problems.add(
                origin,
                "the key %s is not known; %s"
                        .formatted(
                                Problems.quoted(path),
                                nearest.map(word -> "did you mean " + word + "?")
                                        .orElse("expected a key's path, such as databases.app.url")));
    }

    /** Refuses databases whose names cannot be told apart in variables. */
    void checkAmbiguities() {
        for (List<String> pair :
                new Variables(root).ambiguities(layer.databases().keySet())) {
            problems.add(
                    layer.databases().getOrDefault(pair.get(1).split("\\.")[1], Origin.DEFAULT),
                    "%s and %s have the same variable %s; expected names that differ in it"
                            .formatted(pair.get(0), pair.get(1), Variables.of(pair.get(0))));
        }
    }

    private static boolean isBlank(Scalar value) {
        return value.text() == null || value.text().isBlank();
    }
}
