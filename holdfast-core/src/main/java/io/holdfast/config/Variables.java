package io.holdfast.config;

import io.holdfast.config.tree.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The environment variable of every key: {@code databases.app.pool.min-idle} is
 * {@code HOLDFAST_DATABASES_APP_POOL_MIN_IDLE}.
 */
final class Variables {
    static final String PREFIX = "HOLDFAST_";
    static final String DATABASE_URL = "DATABASE_URL";
    static final String PROFILE = "HOLDFAST_PROFILE";

    private static final Set<String> RESERVED = Set.of(PROFILE, "HOLDFAST_CONFIG", "HOLDFAST_JAVA_OPTS");
    private static final String FOR_TESTS = "HOLDFAST_TEST_";

    private final Section root;

    Variables(Section root) {
        this.root = root;
    }

    /** The variable that sets {@code path}; {@code *} stays where it stands. */
    static String of(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether the variable is meant for us and names a key. */
    static boolean namesKey(String variable) {
        return variable.startsWith(PREFIX) && !RESERVED.contains(variable) && !variable.startsWith(FOR_TESTS);
    }

    /** The paths that {@code variable} can stand for: one, unless a database's name ends like a section's. */
    List<String> paths(String variable) {
        List<String> paths = new ArrayList<>();
        for (Section.Leaf leaf : root.leaves()) {
            int star = leaf.path().indexOf('*');
            if (star < 0 && of(leaf.path()).equals(variable)) {
                paths.add(leaf.path());
            } else if (star >= 0) {
                name(
                                variable,
                                of(leaf.path().substring(0, star)),
                                of(leaf.path().substring(star + 1)))
                        .ifPresent(name -> paths.add(leaf.path().replace("*", name)));
            }
        }
        return paths;
    }

    private static Optional<String> name(String variable, String before, String after) {
        String ending = after.substring(PREFIX.length());
        if (variable.length() <= before.length() + ending.length()
                || !variable.startsWith(before)
                || !variable.endsWith(ending)) {
            return Optional.empty();
        }
        String name = variable.substring(before.length(), variable.length() - ending.length());
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        boolean upperCase = name.equals(name.toUpperCase(Locale.ROOT)) && name.indexOf('-') < 0;
        return upperCase && DeclaredKeys.DATABASE_NAME.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
    }

    /** The variable that was probably meant, and the path it sets. */
    Optional<String> nearestPath(String variable, Set<String> databases) {
        Map<String, String> known = new TreeMap<>();
        for (Section.Leaf leaf : root.leaves()) {
            Stream<String> names = leaf.path().contains("*") ? names(variable, databases) : Stream.of("");
            names.map(name -> leaf.path().replace("*", name)).forEach(path -> known.put(of(path), path));
        }
        return Nearest.to(variable, known.keySet()).map(known::get);
    }

    /** The declared names, and every beginning of the variable that could be a name. */
    private static Stream<String> names(String variable, Set<String> databases) {
        String before = of(DeclaredKeys.DATABASES.name() + ".");
        if (!variable.startsWith(before)) {
            return databases.stream();
        }
        String[] words = variable.substring(before.length()).split("_");
        List<String> names = new ArrayList<>(databases);
        var name = new StringBuilder();
        for (int index = 0; index < words.length - 1; index++) {
            name.append(index == 0 ? "" : "-").append(words[index].toLowerCase(Locale.ROOT));
            names.add(name.toString());
        }
        return names.stream()
                .filter(word -> DeclaredKeys.DATABASE_NAME.matcher(word).matches());
    }

    /** Pairs of settings of two databases that one variable would set. */
    List<List<String>> ambiguities(Set<String> databases) {
        Map<String, String> seen = new TreeMap<>();
        List<List<String>> pairs = new ArrayList<>();
        for (String database : databases) {
            for (Section.Leaf leaf : root.leaves()) {
                if (leaf.path().contains("*")) {
                    String path = leaf.path().replace("*", database);
                    String other = seen.putIfAbsent(of(path), path);
                    if (other != null) {
                        pairs.add(List.of(other, path));
                    }
                }
            }
        }
        return pairs;
    }
}
