package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.plain.PlainApplication;
import io.holdfast.testkit.CrashRunner;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-10: what an application needs that uses Holdfast with one engine, and that it needs no more than that. */
class PlainApplicationTest {
    @TempDir
    Path folder;

    @Test
    void itGetsTheLibraryWithFourDependenciesTheAdapterAndTheDriver() throws IOException {
        assertThat(dependencies().map(PlainApplicationTest::artifact))
                .containsExactlyInAnyOrder(
                        "holdfast-core",
                        "slf4j-api",
                        "jspecify",
                        "HikariCP",
                        "jackson-databind",
                        "jackson-annotations",
                        "jackson-core",
                        "jackson-dataformat-yaml",
                        "snakeyaml-engine",
                        "sqlite-jdbc");
    }

    @Test
    void itRunsFromTheClassPathWithoutAnythingOptional() throws Exception {
        String all = String.join(File.pathSeparator, List.of(dependencyPath(), place(SqliteEngine.class), tests()));

        CrashRunner.Run run =
                CrashRunner.of(PlainApplication.class).in("-cp", all).toTheEnd(folder.toString());

        assertThat(run.output().lines()).contains("answer 42", "core in module null", "Micrometer is not there");
    }

    @Test
    void itRunsFromTheModulePathWithoutAnythingOptional() throws Exception {
        String modules = dependencyPath() + File.pathSeparator + place(SqliteEngine.class);

        CrashRunner.Run run = CrashRunner.of(PlainApplication.class)
                .in("-p", modules, "--add-modules", "io.holdfast.sqlite", "-cp", tests())
                .toTheEnd(folder.toString());

        assertThat(run.output().lines())
                .contains("answer 42", "core in module io.holdfast.core", "Micrometer is not there");
    }

    /** What Maven resolves for the run time of this module, as it does for an application. */
    private static String dependencyPath() throws IOException {
        return Files.readString(Path.of(System.getProperty("holdfast.class-path")))
                .strip();
    }

    private static Stream<Path> dependencies() throws IOException {
        return Stream.of(dependencyPath().split(File.pathSeparator)).map(Path::of);
    }

    /** A module that is built together with this one may be a folder of classes still. */
    private static String artifact(Path place) {
        return place.endsWith("classes")
                ? place.getParent().getParent().getFileName().toString()
                : place.getFileName().toString().replaceFirst("-\\d.*", "");
    }

    private static String tests() throws URISyntaxException {
        return place(PlainApplication.class);
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
