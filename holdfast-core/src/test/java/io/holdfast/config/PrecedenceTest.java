package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CFG-1: every declared key, in every source, against every set of sources. */
class PrecedenceTest {
    private static final List<String> SOURCES = List.of("file", "profile", "dot-env", "environment", "flag");

    /** Five valid values for every key, one for each source. */
    static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("home", List.of("h0", "h1", "h2", "h3", "h4")),
            Map.entry("operations", List.of("failed", "off", "all", "failed", "off")),
            Map.entry("sample", List.of("0.1", "0.2", "0", "1", "0.5")),
            Map.entry("level", List.of("info", "off", "error", "debug", "warn")),
            Map.entry("format", List.of("json", "text", "json", "text", "json")),
            Map.entry("control", List.of("c0", "c1", "c2", "c3", "c4")),
            Map.entry("url", List.of("sqlite:/u0", "sqlite:/u1", "sqlite:/u2", "sqlite:/u3", "sqlite:/u4")),
            Map.entry("user", List.of("u0", "u1", "u2", "u3", "u4")),
            Map.entry("password", List.of("p0", "p1", "p2", "p3", "p4")),
            Map.entry("required", List.of("true", "false", "true", "false", "true")),
            Map.entry("await", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("size", List.of("11", "12", "13", "14", "15")),
            Map.entry("min-idle", List.of("3", "4", "5", "6", "7")),
            Map.entry("acquire-timeout", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("max-lifetime", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("max-waiting", List.of("11", "12", "13", "14", "15")),
            Map.entry("leak-threshold", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("init-sql", List.of("s0", "s1", "s2", "s3", "s4")),
            Map.entry("connect", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("statement", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("transaction", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("in-doubt", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("every", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("timeout", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("misses", List.of("3", "4", "5", "6", "7")),
            Map.entry("settle", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("attempts", List.of("3", "4", "5", "6", "7")),
            Map.entry("max-entries", List.of("11", "12", "13", "14", "15")),
            Map.entry("max-bytes", List.of("11MB", "12MB", "13MB", "14MB", "15MB")),
            Map.entry("max-age", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("first", List.of("1ms", "2ms", "3ms", "4ms", "6ms")),
            Map.entry("cap", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("mode", List.of("require", "off", "verify-ca", "verify-full", "require")),
            Map.entry("ca", List.of("c0", "c1", "c2", "c3", "c4")),
            Map.entry("certificate", List.of("c0", "c1", "c2", "c3", "c4")),
            Map.entry("key", List.of("k0.p12", "k1.p12", "k2.p12", "k3.p12", "k4.p12")),
            Map.entry("passphrase", List.of("p0", "p1", "p2", "p3", "p4")),
            Map.entry("locations", List.of("l0", "l1, m1", "l2", "l3", "l4")),
            Map.entry("on-start", List.of("validate", "off", "apply", "validate", "off")),
            Map.entry("table", List.of("t0", "t1", "t2", "t3", "t4")),
            Map.entry("schema", List.of("s0", "s1", "s2", "s3", "s4")),
            Map.entry("out-of-order", List.of("true", "false", "true", "false", "true")),
            Map.entry("lock-timeout", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry("lock-wait", List.of("31s", "32s", "33s", "34s", "35s")),
            Map.entry(
                    "ignore",
                    List.of("*:missing", "*:future, *:missing", "*:future", "versioned:changed", "repeatable:pending")),
            Map.entry("placeholders", List.of("a=0", "a=1, b=x", "a=2", "a=3", "a=4")),
            Map.entry("masked", List.of("m0", "m1, v_*", "m2", "m3", "m4")),
            Map.entry("unmanaged", List.of("u0", "u1, v_*", "u2", "u3", "u4")),
            Map.entry("drift", List.of("fail", "off", "warn", "fail", "off")),
            Map.entry(
                    "scratch",
                    List.of(
                            "postgresql://s0:5432/n",
                            "postgresql://s1:5432/n",
                            "postgresql://s2:5432/n",
                            "postgresql://s3:5432/n",
                            "postgresql://s4:5432/n")),
            Map.entry("reload", List.of("manual", "auto", "manual", "auto", "manual")),
            Map.entry("while-down", List.of("wait", "reject", "wait", "reject", "wait")),
            Map.entry("credentials", List.of("test:0", "test:1", "test:2", "test:3", "test:4")),
            Map.entry("standby-mode", List.of("promoted", "read-only", "promoted", "read-only", "promoted")),
            Map.entry(
                    "standby",
                    List.of(
                            "postgresql://s0:5432/n",
                            "postgresql://s1:5432/n",
                            "postgresql://s2:5432/n",
                            "postgresql://s3:5432/n",
                            "postgresql://s4:5432/n")));

    @TempDir
    Path folder;

    static List<String> keys() {
        return DeclaredKeys.ROOT.leaves().stream()
                .map(leaf -> leaf.path().replace("*", "app"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theLastSourceThatNamesAKeyDecides(String path) throws IOException {
        String key = path.substring(path.lastIndexOf('.') + 1);
        for (int chosen = 1; chosen < 1 << SOURCES.size(); chosen++) {
            int last = 31 - Integer.numberOfLeadingZeros(chosen);

            LoadedConfig loaded = load(path, VALUES.get(key), chosen);

            LoadedConfig.Setting setting = loaded.settings().stream()
                    .filter(candidate -> candidate.key().equals(path))
                    .findFirst()
                    .orElseThrow();
            assertThat(setting.origin()).contains(originOf(last, path));
            DatabaseConfig app = loaded.config().databases().get("app");
            if (key.equals("password")) {
                assertThat(app.credentials().current().orElseThrow().password()).isEqualTo(Secret.of("p" + last));
            } else if (key.equals("passphrase")) {
                assertThat(app.tls().passphrase()).contains(Secret.of("p" + last));
            } else if (key.equals("certificate")) {
                assertThat(app.tls().certificate()).contains(folder.resolve("c" + last));
            } else {
                assertThat(setting.value()).isEqualTo(VALUES.get(key).get(last));
            }
        }
    }

    @Test
    void aKeyThatNobodySetsHasItsDefault() {
        LoadedConfig loaded = ConfigLoader.withoutFile(folder)
                .withEnvironment(Map.of("DATABASE_URL", "sqlite:a.db"))
                .load();

        for (Section.Leaf leaf : DeclaredKeys.ROOT.leaves()) {
            if (leaf.key().fallback() != null) {
                assertThat(loaded.settings())
                        .contains(new LoadedConfig.Setting(
                                leaf.path().replace("*", "app"), leaf.key().fallback(), "default"));
            }
        }
    }

    private LoadedConfig load(String path, List<String> values, int chosen) throws IOException {
        String url = path.endsWith(".url") ? "" : "url: 'postgresql://h/n', ";
        Files.writeString(folder.resolve("holdfast.yaml"), yaml(path, values.get(0), (chosen & 1) != 0, url));
        Files.writeString(folder.resolve("holdfast-p.yaml"), yaml(path, values.get(1), (chosen & 2) != 0, ""));
        Files.writeString(folder.resolve(".env"), (chosen & 4) != 0 ? Variables.of(path) + "=" + values.get(2) : "");
        Map<String, String> environment = new HashMap<>();
        if ((chosen & 8) != 0) {
            environment.put(Variables.of(path), values.get(3));
        }
        Map<String, String> flags = (chosen & 16) != 0 ? Map.of(path, values.get(4)) : Map.of();
        return ConfigLoader.of(folder.resolve("holdfast.yaml"))
                .withProvider(new NamedProvider("test"))
                .withProfile("p")
                .withEnvironment(environment)
                .withFlags(flags)
                .load();
    }

    private static String yaml(String path, String value, boolean present, String url) {
        String[] parts = path.split("\\.");
        if (parts[parts.length - 1].equals("certificate")) {
            return yaml(path.replace("certificate", "key"), "key.pem", true, url)
                    .replace("'key.pem'", "'key.pem'" + (present ? ", certificate: '" + value + "'" : ""));
        }
        if (parts.length == 1) {
            return (present ? path + ": " + value + "\n" : "") + "databases:\n" + possibleControls(path, url);
        }
        if (parts.length == 2) {
            return (present ? parts[0] + ": { " + parts[1] + ": '" + value + "' }\n" : "") + "databases:\n";
        }
        String own = parts.length == 3
                ? parts[2] + ": '" + value + "'"
                : parts[2] + ": { " + parts[3] + ": '" + value + "' }";
        return !present && url.isEmpty() ? "" : "databases: { app: { " + url + (present ? own : "") + " } }\n";
    }

    /** The databases that the values of {@code control} name are declared in the file. */
    private static String possibleControls(String path, String url) {
        return !path.equals("control") || url.isEmpty()
                ? ""
                : VALUES.get(path).stream()
                        .map(name -> "  %s: { url: 'sqlite:/%s' }%n".formatted(name, name))
                        .collect(Collectors.joining());
    }

    private static String originOf(int source, String path) {
        return switch (SOURCES.get(source)) {
            case "file" -> "holdfast.yaml:";
            case "profile" -> "holdfast-p.yaml:";
            case "dot-env" -> ".env:1";
            case "environment" -> Variables.of(path);
            default -> "flag " + path;
        };
    }
}
