package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.error.ConfigurationException;
import io.holdfast.testkit.Props;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-2, CFG-3, CFG-4; U7. */
class ConfigPropertiesTest {
    /** Pieces of YAML and of our own syntax, one between two bars. */
    private static final List<String> NOISE =
            List.of(("databases|:| |\n|  |app|url|{|}|[|]|- |\"|'|&a|*a|!!int|!!binary |#|>|"
                            + "%|@|`|\t|---|...|? |,|<<|${|env:|file:|$${|postgresql://|sqlite:|jdbc:|//|/|%2|0x1F|1e999|~|\0|\uFEFF|"
                            + "\u00e9|\u0085|\ud83d\ude00|home: |pool: |size: |99999999999999999999|.inf|2001-01-01")
                    .split("\\|"));

    private static final List<String> ADDRESS_STARTS =
            List.of("postgresql://", "sqlite:", "mongodb://", "embedded:postgresql:", "mongodb+srv://", "jdbc:sqlite:");

    private static final List<String> ADDRESS_PARTS =
            List.of(("postgresql|sqlite|mongodb|embedded|jdbc|+srv|:|//|/|@|u|h.example|%20|"
                            + "%|?|&|=|[::1]|:5433|,|name|\u00e9|#| |+|sslmode=require|a/b")
                    .split("\\|"));

    @TempDir
    Path folder;

    @Test
    void eachDatabaseGetsItsOwnUrlAndNoOther() {
        Props.cases(1_000).forAll(Props.random(GeneratedSources::any), sources -> {
            write("holdfast.yaml", sources.file());
            write("holdfast-test.yaml", sources.profile());
            write(".env", sources.dotEnv());

            HoldfastConfig config = ConfigLoader.of(folder.resolve("holdfast.yaml"))
                    .withEnvironment(sources.environment())
                    .withFlags(sources.flags())
                    .load()
                    .config();

            Map<String, String> urls = new TreeMap<>();
            config.databases().forEach((name, database) -> {
                assertThat(database.name()).isEqualTo(name);
                assertThat(database.endpoint().url()).isEqualTo(database.url());
                database.credentials()
                        .current()
                        .ifPresent(who -> assertThat(who.user()).isEqualTo(name.replace('-', '_')));
                urls.put(name, database.url().toString());
            });
            assertThat(urls).isEqualTo(sources.expectedUrls());
        });
    }

    @Test
    void noSecretAppearsInAnyOutput() {
        Props.cases(1_000).forAll(Props.random(CanarySources::any), sources -> {
            sources.files().forEach(this::write);

            String output = outputOf(ConfigLoader.of(folder.resolve("holdfast.yaml"))
                    .withEnvironment(sources.environment())
                    .withFlags(sources.flags()));

            assertThat(output).doesNotContainIgnoringCase(CanarySources.CANARY);
        });
    }

    @Test
    void malformedInputIsAlwaysOneConfigurationException() {
        Props.cases(2_000).forAll(Props.random(ConfigPropertiesTest::noise), text -> {
            write("noise.yaml", text);

            Throwable thrown = catchThrowable(() -> ConfigLoader.of(folder.resolve("noise.yaml"))
                    .withEnvironment(Map.of("DATABASE_URL", text.replace('\0', 'x')))
                    .load());

            if (thrown != null) {
                assertThat(thrown).isInstanceOf(ConfigurationException.class);
                assertThat(((ConfigurationException) thrown).problems()).isNotEmpty();
            }
        });
    }

    @Test
    void everyAddressThatIsReadCanBeReadAgain() {
        Props.cases(2_000).forAll(Props.random(ConfigPropertiesTest::address), address -> {
            Throwable thrown = catchThrowable(() -> DatabaseUrl.parse(address));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(ConfigurationException.class);
                return;
            }
            DatabaseUrl url = DatabaseUrl.parse(address).url();
            assertThat(DatabaseUrl.parse(url.toString()).url()).isEqualTo(url);
        });
    }

    private static String outputOf(ConfigLoader loader) {
        var output = new StringWriter();
        try (var writer = new PrintWriter(output)) {
            try {
                LoadedConfig loaded = loader.load();
                writer.println(loaded);
                writer.println(loaded.show());
                loaded.config().databases().values().forEach(database -> writer.println(database.endpoint()));
            } catch (ConfigurationException e) {
                e.printStackTrace(writer);
                writer.println(e.problems());
                writer.println(e.failure());
            }
        }
        return output.toString();
    }

    private static String noise(Random random) {
        return joined(random, NOISE, random.nextInt(25));
    }

    private static String address(Random random) {
        String start = random.nextBoolean() ? ADDRESS_STARTS.get(random.nextInt(ADDRESS_STARTS.size())) : "";
        return start + joined(random, ADDRESS_PARTS, 1 + random.nextInt(8));
    }

    private static String joined(Random random, List<String> parts, int length) {
        return random.ints(length, 0, parts.size()).mapToObj(parts::get).collect(Collectors.joining());
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
