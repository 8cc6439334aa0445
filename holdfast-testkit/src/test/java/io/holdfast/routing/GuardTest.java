package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.engine.document.Body;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.RetryClass;
import io.holdfast.testkit.Props;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** DOC-3; U1, U2: prefix, user type, user id and the role of the database agree, or nothing is done and it is audited. */
final class GuardTest {
    private final List<Misplaced> told = new ArrayList<>();

    private Guard at(Role role, Category category) {
        return new Guard(role, category, told::add);
    }

    private static Body body(String id, String type) {
        return Body.of(Map.of("user_id", id, "user_type", type, "n", 1));
    }

    private Misplaced refused(Guard guard, String id, Body body) {
        told.clear();
        HoldfastException refusal =
                catchThrowableOfType(HoldfastException.class, () -> guard.check("insert-document", id, body));
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(ErrorKind.PERMISSION);
        assertThat(refusal.retry()).isEqualTo(RetryClass.NEVER);
        assertThat(refusal.failure().hint()).isNotBlank();
        assertThat(refusal.getMessage()).doesNotContain("ada").doesNotContain("eve");
        assertThat(told).hasSize(1);
        assertThat(refusal.getMessage()).contains(told.get(0).sentence());
        return told.get(0);
    }

    @Test
    void whatAgreesIsLetThrough() {
        assertThatCode(() -> {
                    at(Role.EXTERNAL_USERS, Category.USER)
                            .check("x", "external_internal_ada", body("external_internal_ada", "external"));
                    at(Role.RASEEN_TEMP_USER, Category.ANALYSIS)
                            .check("x", "internal_ada/7", body("internal_ada", "internal"));
                    at(Role.RASEEN_TEMP_USER, Category.ANALYSIS)
                            .check("x", "internal_a/b/7", body("internal_a/b", "internal"));
                    at(Role.SRIE_MAIN_HR, Category.HR).check("x", "internal_ada", body("internal_ada", "internal"));
                    at(Role.EVALUATION_CONTROL, Category.DECISION).check("x", "7f", Body.empty());
                    at(Role.EVALUATION_CONTROL, Category.DECISION).check("x", "7f", body("external_ada", "external"));
                })
                .doesNotThrowAnyException();
        assertThat(told).isEmpty();
    }

    @Test
    void aDocumentOfTheOtherTypeIsRefused() {
        Guard external = at(Role.EXTERNAL_USERS, Category.USER);

        assertThat(refused(external, "internal_ada", body("internal_ada", "internal")))
                .isEqualTo(new Misplaced(
                        Role.EXTERNAL_USERS,
                        Category.USER,
                        "insert-document",
                        Optional.of(UserType.INTERNAL),
                        Misplaced.Reason.ID));
        assertThat(refused(external, "ada", body("ada", "external")).claimed()).isEmpty();
        assertThat(refused(external, "external_", body("external_", "external")).reason())
                .isEqualTo(Misplaced.Reason.ID);
        assertThatThrownBy(() -> external.check("get-document", "internal_ada"))
                .hasMessage("nothing was done in external_users: the id of the document is that of an internal user;"
                        + " expected one that begins with external_ in external_users");
    }

    @Test
    void aBodyThatSaysSomethingElseThanTheIdIsRefused() {
        Guard temp = at(Role.RASEEN_TEMP_USER, Category.USER);

        assertThat(refused(temp, "internal_ada", body("internal_ada", "external"))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_TYPE);
        assertThat(refused(temp, "internal_ada", body("internal_eve", "internal"))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_ID);
        assertThat(refused(temp, "internal_ada/7", body("internal_ada", "internal"))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_ID);
        assertThat(refused(temp, "internal_ada", Body.of(Map.of("user_id", "internal_ada")))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_TYPE);
        assertThat(refused(temp, "internal_ada", Body.of(Map.of("user_type", "internal")))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_ID);
        assertThat(refused(temp, "internal_ada", Body.of(Map.of("user_id", 7, "user_type", "internal")))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_ID);
        Guard analyses = at(Role.RASEEN_TEMP_USER, Category.ANALYSIS);
        assertThat(refused(analyses, "internal_ada/7", body("internal_ad", "internal"))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_ID);
        assertThat(refused(analyses, "internal_a/b/7", body("internal_a", "internal"))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_ID);
    }

    @Test
    void dataOfAnotherKindIsRefused() {
        assertThat(refused(at(Role.RASEEN_TEMP_USER, Category.HR), "internal_ada", body("internal_ada", "internal"))
                        .reason())
                .isEqualTo(Misplaced.Reason.CATEGORY);
        assertThat(refused(at(Role.EVALUATION_CONTROL, Category.USER), "internal_ada", body("internal_ada", "internal"))
                        .reason())
                .isEqualTo(Misplaced.Reason.CATEGORY);
        assertThat(refused(at(Role.EVALUATION_CONTROL, Category.DECISION), "7f", body("internal_ada", "external"))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_TYPE);
        assertThat(refused(at(Role.EVALUATION_CONTROL, Category.DECISION), "7f", body("ada", "external"))
                        .reason())
                .isEqualTo(Misplaced.Reason.USER_ID);
    }

    @Test
    void itIsRefusedEvenIfNobodyCanBeTold() {
        Guard guard = new Guard(Role.EXTERNAL_USERS, Category.USER, misplaced -> {
            throw new IllegalStateException("the trail is full");
        });

        HoldfastException refusal =
                catchThrowableOfType(HoldfastException.class, () -> guard.check("get-document", "internal_ada"));

        assertThat(refusal.kind()).isEqualTo(ErrorKind.PERMISSION);
        assertThat(refusal.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    /** An attempt to store something somewhere, most of them wrong in one way or another. */
    private record Attempt(Role role, Category category, String id, Body body) {
        static Attempt of(Random random) {
            String id = text(random);
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            if (random.nextInt(8) > 0) {
                fields.put("user_id", random.nextInt(3) > 0 ? id.replaceAll("/[^/]*$", "") : text(random));
            }
            if (random.nextInt(8) > 0) {
                fields.put(
                        "user_type",
                        List.of("internal", "external", "Internal", 1).get(random.nextInt(10) % 4));
            }
            return new Attempt(
                    Role.values()[random.nextInt(Role.values().length)],
                    Category.values()[random.nextInt(3)],
                    id,
                    Body.of(fields));
        }

        private static String text(Random random) {
            String text = OddText.of(random).replaceAll("[\\ud800-\\udfff\\x00]", "");
            return List.of("internal_", "external_", "").get(random.nextInt(7) % 3) + text;
        }
    }

    @Test
    void whateverIsLetThroughBelongsThere() {
        var in = new AtomicInteger();
        Props.cases(5_000).forAll(Props.random(Attempt::of), attempt -> {
            boolean isIn = true;
            told.clear();
            try {
                at(attempt.role(), attempt.category()).check("x", attempt.id(), attempt.body());
            } catch (HoldfastException refused) {
                isIn = false;
            }
            assertThat(told).hasSize(isIn ? 0 : 1);
            if (isIn) {
                in.incrementAndGet();
                String type = attempt.role() == Role.EXTERNAL_USERS ? "external" : "internal";
                assertThat(attempt.id()).startsWith(type + "_");
                assertThat(attempt.body().at("user_type")).contains(type);
                assertThat(attempt.id())
                        .startsWith((String) attempt.body().at("user_id").orElseThrow());
                assertThat(attempt.role().keeps()).contains(attempt.category());
            }
        });
        assertThat(in).hasPositiveValue();
    }
}
