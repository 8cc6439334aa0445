package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CFG-5, R16: every declared key, and what becomes of it when it changes. */
class ReloadPlanTest {
    private static final String URL = "postgresql://h/n";
    private static final String SECRET = "tr0ub4dor&3-canary";

    @TempDir
    Path folder;

    static List<Section.Leaf> leaves() {
        return DeclaredKeys.ROOT.leaves();
    }

    @Test
    void everyDeclaredKeyHasItsRowAndNoRowIsWithoutAKey() {
        List<Key<?>> declared = leaves().stream().<Key<?>>map(Section.Leaf::key).toList();
        List<Key<?>> rows = new ArrayList<>();
        ReloadTable.ROOT.forEach(row -> rows.add(row.key()));
        ReloadTable.DATABASE.forEach(row -> rows.add(row.key()));

        assertThat(rows).containsExactlyInAnyOrderElementsOf(declared);
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void aChangeOfAKeyIsFoundAndIsTheOnlyOne(Section.Leaf leaf) {
        String path = leaf.path().replace("*", "app");
        List<String> values = PrecedenceTest.VALUES.get(path.substring(path.lastIndexOf('.') + 1));

        ReloadPlan plan = ReloadPlan.between(load(given(path, values.get(0))), load(given(path, values.get(1))));

        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.key()).isEqualTo(path);
            assertThat(change.reload()).isEqualTo(ReloadTable.of(leaf.key()).orElseThrow());
            if (path.endsWith(".credentials")) {
                assertThat(change.toString()).endsWith("test:•••• -> test:••••");
            } else if (leaf.key().type().secret() || path.endsWith(".init-sql")) {
                assertThat(change.toString()).endsWith("•••• -> ••••");
            } else {
                assertThat(change.before()).isEqualTo(values.get(0));
                assertThat(change.after()).isEqualTo(values.get(1));
            }
        });
        assertThat(plan.refusal().isPresent())
                .isEqualTo(ReloadTable.of(leaf.key()).orElseThrow() == Reload.RESTART);
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void aKeyThatIsSaidInOtherWordsOrAtAnotherPlaceHasNotChanged(Section.Leaf leaf) {
        String path = leaf.path().replace("*", "app");
        String value = PrecedenceTest.VALUES
                .get(path.substring(path.lastIndexOf('.') + 1))
                .get(1);
        Map<String, String> once = given(path, value);

        LoadedConfig flags = load(once);
        Map<String, String> variables = new LinkedHashMap<>();
        once.forEach((key, text) -> variables.put(Variables.of(key), text));
        LoadedConfig environment = ConfigLoader.withoutFile(folder)
                .withProvider(new NamedProvider("test"))
                .withEnvironment(variables)
                .load();

        assertThat(ReloadPlan.between(flags, environment).changes()).isEmpty();
    }

    @Test
    void everyReasonIsToldAtOnceAndWhatCouldHaveBeenDoneIsNotDoneAlone() {
        ReloadPlan plan = ReloadPlan.between(
                file("a", "url: 'sqlite:a.db', pool: { size: 4, init-sql: x }"),
                file("a", "url: 'sqlite:b.db', pool: { size: 5, init-sql: y }"));

        assertThat(plan.changes()).hasSize(3);
        assertThat(plan.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.failure().sentence())
                    .contains("is refused whole: 2 settings cannot change")
                    .contains("holdfast.yaml:1:24, databases.a.url: sqlite:")
                    .contains("databases.a.pool.init-sql: •••• -> ••••")
                    .doesNotContain("pool.size");
            assertThat(refusal.failure().hint()).isEqualTo("restart the program, or take them back");
        });
    }

    @Test
    void aDatabaseMoreOrLessNeedsARestart() {
        LoadedConfig one = file("a", "url: 'sqlite:a.db'");
        LoadedConfig other = file("b", "url: 'sqlite:a.db'");

        assertThat(ReloadPlan.between(one, other).changes())
                .extracting(ConfigChange::toString)
                .containsExactly("databases.a: declared -> not set", "databases.b: not set -> declared");
        assertThat(ReloadPlan.between(one, other).refusal()).isPresent();
    }

    @Test
    void aSettingThatIsTakenOutSaysWhereItWas() {
        ReloadPlan plan = ReloadPlan.between(
                file("a", "url: 'sqlite:a.db', pool: { init-sql: x }"), file("a", "url: 'sqlite:a.db'"));

        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change).hasToString("databases.a.pool.init-sql: •••• -> not set");
            assertThat(change.origin()).startsWith("no longer at ").contains("holdfast.yaml:1:");
        });
    }

    @Test
    void aPasswordInTheAddressIsAPasswordAndIsNeverShown() {
        ReloadPlan plan = ReloadPlan.between(
                file("a", "url: 'postgresql://u:%s@h/n'".formatted("first" + SECRET)),
                file("a", "url: 'postgresql://u:%s@h/n'".formatted("second" + SECRET)));

        assertThat(plan.changes()).extracting(ConfigChange::key).containsExactly("databases.a.password");
        assertThat(plan.toString()).doesNotContain(SECRET);
        assertThat(plan.refusal()).isEmpty();
    }

    /** What stands in a file of secrets is read again by itself; which file it is, is a setting. */
    @Test
    void theContentsOfAFileOfSecretsAreNoSettingButItsNameIs() throws IOException {
        Files.writeString(folder.resolve("one"), "first");
        Files.writeString(folder.resolve("two"), "first");
        LoadedConfig before = file("a", "url: 'postgresql://h/n', user: u, password: '${file:one}'");
        Files.writeString(folder.resolve("one"), "second");
        LoadedConfig rotated = file("a", "url: 'postgresql://h/n', user: u, password: '${file:one}'");
        LoadedConfig elsewhere = file("a", "url: 'postgresql://h/n', user: u, password: '${file:two}'");

        assertThat(ReloadPlan.between(before, rotated).changes()).isEmpty();
        assertThat(ReloadPlan.between(before, elsewhere).changes())
                .extracting(ConfigChange::key)
                .containsExactly("databases.a.password");
        assertThat(rotated.keepingSourcesOf(before)
                        .config()
                        .databases()
                        .get("a")
                        .credentials())
                .isSameAs(before.config().databases().get("a").credentials());
    }

    @Test
    void aVariableBesideAFileOfSecretsIsASettingToo() throws IOException {
        Files.writeString(folder.resolve("pw"), "first");
        for (String settings : List.of(
                "url: 'postgresql://${env:WHO}:${file:pw}@h/n'",
                "url: 'postgresql://h/n', user: '${env:WHO}', password: '${file:pw}'",
                "url: 'postgresql://h/n', user: u, password: '${env:WHO}${file:pw}'")) {
            Files.writeString(folder.resolve(".env"), "WHO=one\n");
            LoadedConfig before = file("a", settings);
            Files.writeString(folder.resolve(".env"), "WHO=two\n");
            LoadedConfig after = file("a", settings);

            assertThat(ReloadPlan.between(before, after).changes()).as(settings).isNotEmpty();
            assertThat(after.keepingSourcesOf(before).config().databases().values())
                    .singleElement()
                    .satisfies(database -> assertThat(database.credentials().current())
                            .isNotEqualTo(before.config()
                                    .databases()
                                    .get("a")
                                    .credentials()
                                    .current()));
        }
    }

    @Test
    void aVariableThatTakesThePlaceOfAFileOfSecretsIsAChange() throws IOException {
        Files.writeString(folder.resolve("pw"), "first");
        String settings = "url: 'postgresql://h/n', user: u, password: '${env:PW:-${file:pw}}'";
        LoadedConfig before = file("a", settings);
        Files.writeString(folder.resolve(".env"), "PW=%s\n".formatted(SECRET));
        LoadedConfig after = file("a", settings);

        ReloadPlan plan = ReloadPlan.between(before, after);
        assertThat(plan.changes()).extracting(ConfigChange::key).containsExactly("databases.a.password");
        assertThat(plan.toString()).doesNotContain(SECRET);
        assertThat(after.config().databases().toString()).doesNotContain(SECRET);
    }

    @Test
    void whatIsPersonalOrASecretInAnOpenKeyIsNotShown() {
        ReloadPlan user = ReloadPlan.between(
                file("a", "url: 'postgresql://h/n', user: jane@corp.example, password: p"),
                file("a", "url: 'postgresql://h/n', user: joe@corp.example, password: p"));
        ReloadPlan statement = ReloadPlan.between(
                file("a", "url: 'sqlite:a.db'"),
                file("a", "url: 'sqlite:a.db', pool: { init-sql: 'call unlock(%s)' }".formatted(SECRET)));
        ReloadPlan provider = ReloadPlan.between(
                load(given("databases.app.credentials", "test:role?token=" + SECRET)),
                load(given("databases.app.credentials", "test:other?token=" + SECRET)));

        assertThat(user.toString()).doesNotContain("jane", "joe");
        assertThat(List.of(statement, provider).toString()).doesNotContain(SECRET, "role");
        assertThat(statement
                        .refusal()
                        .map(refusal -> refusal.failure().sentence())
                        .orElse(""))
                .contains("not set -> ••••")
                .doesNotContain(SECRET);
    }

    /** What has to be there for {@code path} to be set at all, and nothing else. */
    private static Map<String, String> given(String path, String value) {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("databases.app.url", URL);
        if (path.endsWith(".password")) {
            given.put("databases.app.user", "somebody");
        }
        if (path.endsWith(".standby-mode")) {
            given.put("databases.app.standby", "postgresql://other/n");
        }
        if (path.endsWith(".certificate")) {
            given.put("databases.app.tls.key", "key.pem");
        }
        if (path.equals("control")) {
            PrecedenceTest.VALUES
                    .get(path)
                    .forEach(name -> given.put("databases.%s.url".formatted(name), "sqlite:/" + name));
        }
        given.put(path, value);
        return given;
    }

    private LoadedConfig load(Map<String, String> flags) {
        return ConfigLoader.withoutFile(folder)
                .withProvider(new NamedProvider("test"))
                .withFlags(flags)
                .load();
    }

    private LoadedConfig file(String name, String settings) {
        try {
            Path file = folder.resolve("holdfast.yaml");
            Files.writeString(file, "databases: { %s: { %s } }\n".formatted(name, settings));
            return ConfigLoader.of(file).load();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
