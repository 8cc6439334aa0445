package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.error.ConfigurationException;
import io.holdfast.testkit.Props;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-4; U7: whatever variables are set, each role has the address that its own variable says, and no other. */
final class RoleVariablesTest {
    @TempDir
    private Path folder;

    /**
     * Variables of four ranks, each higher one over the ones before.
     *
     * @param dotEnv those in the file
     * @param environment those of the environment
     * @param expected the hosts of the roles whose address is known
     */
    private record Variables(
            Map<String, String> dotEnv, Map<String, String> environment, Map<String, String> expected) {
        static Variables of(Random random) {
            Map<String, String> dotEnv = new LinkedHashMap<>();
            Map<String, String> environment = new LinkedHashMap<>(Map.of("PATH", "/bin", "USERS_URL", "x", "URL", "y"));
            Map<String, String> expected = new TreeMap<>();
            for (Role role : Role.values()) {
                set(random, dotEnv, role, role.urlVariable(), expected);
                set(random, environment, role, role.urlVariable(), expected);
                set(random, dotEnv, role, "HOLDFAST_DATABASES_" + role.name() + "_URL", expected);
                set(random, environment, role, "HOLDFAST_DATABASES_" + role.name() + "_URL", expected);
            }
            if (random.nextBoolean()) {
                environment.put("DATABASE_URL", "postgresql://app/app");
                expected.put("app", "app");
            }
            return new Variables(dotEnv, environment, expected);
        }

        private static void set(
                Random random, Map<String, String> to, Role role, String variable, Map<String, String> expected) {
            String host = role.declaredName() + "-" + random.nextInt(1_000_000);
            switch (random.nextInt(5)) {
                case 0 -> to.put(variable, "");
                case 1, 2 -> {
                    String start = List.of("postgresql://", "postgres://", "jdbc:postgresql://")
                            .get(random.nextInt(3));
                    to.put(variable, start + host + "/same");
                    expected.put(role.declaredName(), host);
                }
                default -> {}
            }
        }
    }

    private ConfigLoader loader(Map<String, String> dotEnv, Map<String, String> environment) {
        String lines = dotEnv.entrySet().stream()
                .map(each -> each.getKey() + "='" + each.getValue() + "'")
                .collect(Collectors.joining("\n"));
        try {
            Files.writeString(folder.resolve(".env"), lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return ConfigLoader.withoutFile(folder).withEnvironment(environment);
    }

    @Test
    void eachRoleHasTheAddressOfItsOwnVariable() {
        Props.cases(2_000).forAll(Props.random(Variables::of), variables -> {
            Map<String, DatabaseConfig> databases = loader(variables.dotEnv(), variables.environment())
                    .load()
                    .config()
                    .databases();

            Map<String, String> hosts = new TreeMap<>();
            databases.forEach((name, database) -> {
                assertThat(database.name()).isEqualTo(name);
                hosts.put(name, database.url().host());
            });
            assertThat(hosts).isEqualTo(variables.expected());
        });
    }

    @Test
    void noTwoRolesHaveTheSameAddressHoweverItIsWritten() {
        Props.cases(1_000).forAll(Props.random(random -> random), random -> {
            Map<String, String> environment = new HashMap<>();
            for (Role role : Role.values()) {
                environment.put(role.urlVariable(), "postgresql://" + role.declaredName() + "/db");
            }
            Role first = Role.values()[random.nextInt(7)];
            Role second = Role.values()[(first.ordinal() + 1 + random.nextInt(6)) % 7];
            environment.put(
                    second.urlVariable(),
                    List.of("postgres://u:secret@HOST:5432/db?application_name=x", "jdbc:postgresql://HOST/db")
                            .get(random.nextInt(2))
                            .replace("HOST", first.declaredName()));

            ConfigurationException refused = catchThrowableOfType(
                    ConfigurationException.class,
                    () -> loader(Map.of(), environment).load());

            assertThat(refused.problems())
                    .singleElement()
                    .asString()
                    .contains("databases." + first.declaredName(), "databases." + second.declaredName())
                    .contains("have the same url; expected a database of its own for each")
                    .doesNotContain("secret");
        });
    }

    @Test
    void theSameFileOfTwoRolesIsFoundHoweverItIsWritten() {
        Map<String, String> environment = Map.of(
                "RASEEN_MAIN_HR_URL", "sqlite:hr.db", "SRIE_MAIN_HR_URL", "sqlite:" + folder.resolve("x/../hr.db"));

        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> loader(Map.of(), environment).load());

        assertThat(refused.problems())
                .singleElement()
                .asString()
                .startsWith("SRIE_MAIN_HR_URL, databases.raseen-main-hr and ");
    }

    @Test
    void aDatabaseWithoutARoleAtTheSamePlaceIsOnlyUnlikely() {
        List<String> warnings = loader(
                        Map.of(), Map.of("DATABASE_URL", "sqlite:a.db", "EVALUATION_CONTROL_URL", "sqlite:a.db"))
                .load()
                .warnings();

        assertThat(warnings).singleElement().asString().contains("databases.app", "databases.evaluation-control");
    }
}
