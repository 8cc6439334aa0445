package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** CFG-1, CFG-4: one variable for every key, and never one for two. */
class VariablesTest {
    private static final Section AMBIGUOUS = root(
            Key.open("size", ValueTypes.text(), "A size."), Key.open("pool-size", ValueTypes.text(), "Another size."));

    private static Section root(Key<?>... keys) {
        Section databases = new Section("databases", Section.Repetition.BY_NAME, "All.", List.of(keys), List.of());
        return new Section("", Section.Repetition.ONCE, "Root.", List.of(), List.of(databases));
    }

    @Test
    void everyDeclaredKeyHasAVariableThatLeadsBackToIt() {
        var variables = new Variables(DeclaredKeys.ROOT);

        for (Section.Leaf leaf : DeclaredKeys.ROOT.leaves()) {
            String path = leaf.path().replace("*", "raseen-main");
            assertThat(variables.paths(Variables.of(path))).containsExactly(path);
        }
        assertThat(Variables.of("databases.app.pool.min-idle")).isEqualTo("HOLDFAST_DATABASES_APP_POOL_MIN_IDLE");
    }

    @Test
    void databasesThatShareAVariableAreFound() {
        var names = new LinkedHashSet<>(List.of("app", "app-pool"));

        assertThat(new Variables(AMBIGUOUS).ambiguities(names))
                .containsExactly(List.of("databases.app.pool-size", "databases.app-pool.size"));
        assertThat(new Variables(AMBIGUOUS).ambiguities(Set.of("app", "hr"))).isEmpty();
        assertThat(new Variables(DeclaredKeys.ROOT).ambiguities(names)).isEmpty();
    }

    @Test
    void aVariableInSmallLettersIsNotOurs() {
        assertThat(new Variables(DeclaredKeys.ROOT).paths("HOLDFAST_DATABASES_app_URL"))
                .isEmpty();
    }
}
