package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.platform.commons.support.AnnotationSupport;

/** MIG-1 to MIG-8: each of the hard scenarios of schema migrations has a test, or a reason why it has none. */
final class ScenariosTest {
    private static final int LAST = 55;

    /** Why a scenario has no test that names it. */
    private static final Map<Integer, String> WITHOUT =
            Map.of(14, "MongoDB has no migrations here, so there is no lease that could expire");

    /** The tests of each number, by what is compiled. */
    private static NavigableMap<Integer, List<String>> tests() throws IOException, URISyntaxException {
        Path classes = Path.of(ScenariosTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        NavigableMap<Integer, List<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith("Test.class"))
                    .sorted()
                    .toList()) {
                String path = classes.relativize(file).toString();
                String name = path.substring(0, path.length() - ".class".length())
                        .replace('/', '.')
                        .replace('\\', '.');
                add(load(name), tests);
            }
        }
        return tests;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ScenariosTest.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void add(Class<?> type, Map<Integer, List<String>> tests) {
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Scenario.class))
                .forEach(method -> {
                    boolean runs = AnnotationSupport.isAnnotated(method, Test.class)
                            || AnnotationSupport.isAnnotated(method, TestTemplate.class);
                    assertThat(runs).as("whether %s is a test", method).isTrue();
                    for (int number : method.getAnnotation(Scenario.class).value()) {
                        tests.computeIfAbsent(number, any -> new ArrayList<>())
                                .add("%s.%s".formatted(type.getSimpleName(), method.getName()));
                    }
                });
    }

    @Test
    void eachHasATestOrAReasonWhyItHasNone() throws Exception {
        NavigableMap<Integer, List<String>> tests = tests();

        assertThat(tests.keySet()).as("numbers that there are").allMatch(number -> number >= 1 && number <= LAST);
        List<Integer> missing = IntStream.rangeClosed(1, LAST)
                .boxed()
                .filter(number -> !tests.containsKey(number) && !WITHOUT.containsKey(number))
                .toList();
        assertThat(missing).as("scenarios without a test").isEmpty();
        assertThat(WITHOUT.keySet())
                .as("scenarios that have a test, and still a reason why they have none")
                .doesNotContainAnyElementsOf(tests.keySet());
    }
}
