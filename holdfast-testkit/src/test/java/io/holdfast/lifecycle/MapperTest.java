package io.holdfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Original;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Extended;
import io.holdfast.routing.Category;
import io.holdfast.routing.UserType;
import io.holdfast.testkit.Bodies;
import io.holdfast.testkit.Props;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DOC-11, DOC-10: what each earlier document becomes. */
final class MapperTest {
    private static final Mapping USERS = Mapping.usual("users", Category.USER);
    private static final Mapping ANALYSES = Mapping.usual("analyses", Category.ANALYSIS);
    private static final Mapping HR = Mapping.usual("hr", Category.HR);

    private static Mapped map(Mapping mapping, Map<String, ?> fields) {
        return new Mapper(mapping).map(Original.of("key", Body.of(fields)));
    }

    private static Mapped.Document mapped(Mapping mapping, Map<String, ?> fields) {
        assertThat(map(mapping, fields)).isInstanceOf(Mapped.Document.class);
        return (Mapped.Document) map(mapping, fields);
    }

    private static Reason refused(Mapping mapping, Map<String, ?> fields) {
        assertThat(map(mapping, fields)).isInstanceOf(Mapped.Refused.class);
        return ((Mapped.Refused) map(mapping, fields)).reason();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // id, type of the document, type of all; the id stored, or the reason
                "ada, internal, -, internal_ada",
                "ada, external, -, external_ada",
                "internal_ada, internal, -, internal_ada",
                "internal_ada, -, -, internal_ada",
                "external_ada, -, external, external_ada",
                "internal_internal_x, internal, -, internal_internal_x",
                "ada, -, internal, internal_ada",
                "ada, internal, internal, internal_ada",
                "ada, external, internal, AMBIGUOUS_TYPE",
                "ada, -, -, AMBIGUOUS_TYPE",
                "ada, Internal, -, AMBIGUOUS_TYPE",
                "ada, staff, internal, AMBIGUOUS_TYPE",
                "external_ada, internal, -, AMBIGUOUS_TYPE",
                "internal_ada, -, external, AMBIGUOUS_TYPE",
                "internal_, internal, -, internal_internal_",
                "-, internal, -, NO_USER",
                "'', internal, -, BAD_USER",
                "'  ', internal, -, BAD_USER",
            })
    void idAndTypeHaveToAgree(@Nullable String id, @Nullable String type, @Nullable String all, String expected) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("user_id", id);
        fields.put("user_type", type);
        Mapping mapping = all == null ? USERS : USERS.as(UserType.valueOf(all.toUpperCase(Locale.ROOT)));

        if (expected.equals(expected.toUpperCase(Locale.ROOT))) {
            assertThat(refused(mapping, fields)).isEqualTo(Reason.valueOf(expected));
        } else {
            Mapped.Document document = mapped(mapping, fields);
            assertThat(document.id()).isEqualTo(expected);
            assertThat(document.body().at("user_id")).contains(expected);
            assertThat(document.body().at("user_type"))
                    .contains(document.target().owner().type().code());
        }
    }

    @Test
    void idsOfOtherTypesBecomeText() {
        UUID uuid = UUID.fromString("00000000-0000-0001-0000-000000000002");
        Map.of(
                        7,
                        "internal_7",
                        8_000_000_000L,
                        "internal_8000000000",
                        9.0,
                        "internal_9",
                        new Extended.ObjectId("0123456789abcdef01234567"),
                        "internal_0123456789abcdef01234567",
                        uuid,
                        "internal_" + uuid)
                .forEach((id, stored) -> assertThat(mapped(USERS.as(UserType.INTERNAL), Map.of("user_id", id))
                                .id())
                        .isEqualTo(stored));
        assertThat(refused(USERS.as(UserType.INTERNAL), Map.of("user_id", 1.5))).isEqualTo(Reason.BAD_USER);
        assertThat(refused(USERS.as(UserType.INTERNAL), Map.of("user_id", true)))
                .isEqualTo(Reason.BAD_USER);
        assertThat(refused(USERS.as(UserType.INTERNAL), Map.of("user_id", "a\nb")))
                .isEqualTo(Reason.BAD_USER);
    }

    @Test
    void fieldsMayBeWithinOthersAndStayThere() {
        Mapping mapping =
                USERS.withIdField("who.login").withTypeField("who.kind").withCreatedField("who.joined");
        Map<String, Object> who = Map.of("login", "ada", "kind", "internal", "joined", "2024-05-01");

        Mapped.Document document = mapped(mapping, Map.of("who", who, "_id", 5));

        assertThat(document.id()).isEqualTo("internal_ada");
        assertThat(document.created()).contains(Instant.parse("2024-05-01T00:00:00Z"));
        assertThat(document.body())
                .isEqualTo(Body.of(Map.of("who", who, "_id", 5, "user_id", "internal_ada", "user_type", "internal")));
    }

    @ParameterizedTest
    @CsvSource({
        "7f3c, internal_ada/7f3c",
        "ada/7f3c, internal_ada/7f3c",
        "internal_ada/7f3c, internal_ada/7f3c",
        "internal_ada, internal_ada",
        "ada, internal_ada",
        "bob/7f3c, NO_PART",
        "a b, NO_PART",
    })
    void analysesAreToldFromEachOtherByTheirIds(String id, String expected) {
        Map<String, Object> fields = Map.of("_id", id, "user_id", "ada", "user_type", "internal");
        if (expected.equals("NO_PART")) {
            assertThat(refused(ANALYSES, fields)).isEqualTo(Reason.NO_PART);
        } else {
            assertThat(mapped(ANALYSES, fields).id()).isEqualTo(expected);
        }
    }

    @Test
    void anAnalysisWithoutAnIdIsRefusedAndHrDataIsTheOnlyOneOfItsUser() {
        Map<String, Object> fields = Map.of("user_id", "ada", "user_type", "internal");
        assertThat(refused(ANALYSES, fields)).isEqualTo(Reason.NO_PART);
        assertThat(mapped(HR, fields).id()).isEqualTo("internal_ada");
        assertThat(mapped(ANALYSES, Map.of("user_id", "ada", "user_type", "internal", "id", 4))
                        .id())
                .isEqualTo("internal_ada/4");
        assertThat(mapped(
                                ANALYSES.withPartField("run"),
                                Map.of("user_id", "ada", "user_type", "internal", "id", 4, "run", 5))
                        .id())
                .isEqualTo("internal_ada/5");
    }

    @Test
    void hrDataIsOfInternalUsersUnlessItSaysOtherwise() {
        assertThat(mapped(HR, Map.of("user_id", "ada")).id()).isEqualTo("internal_ada");
        assertThat(refused(HR, Map.of("user_id", "ada", "user_type", "external")))
                .isEqualTo(Reason.EXTERNAL_HR);
        assertThat(refused(HR, Map.of("user_id", "external_ada"))).isEqualTo(Reason.EXTERNAL_HR);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-01T12:00:00Z, 2024-05-01T12:00:00Z",
        "2024-05-01T12:00:00.123456Z, 2024-05-01T12:00:00.123Z",
        "2024-05-01T14:00:00+02:00, 2024-05-01T12:00:00Z",
        "2024-05-01 12:00:00, 2024-05-01T12:00:00Z",
        "2024-05-01, 2024-05-01T00:00:00Z",
        "yesterday, -",
        "2024-13-01, -",
        "'', -",
    })
    void timesAreReadAsTheyWereWritten(String text, String expected) {
        Map<String, Object> fields = Map.of("user_id", "ada", "user_type", "internal", "created_at", text);
        if (expected.equals("-")) {
            assertThat(refused(USERS, fields)).isEqualTo(Reason.BAD_TIME);
        } else {
            assertThat(mapped(USERS, fields).created()).contains(Instant.parse(expected));
        }
    }

    @Test
    void numbersAreSecondsOrMilliseconds() {
        Instant time = Instant.parse("2024-05-01T12:00:00Z");
        assertThat(Times.of(time)).contains(time);
        assertThat(Times.of(time.getEpochSecond())).contains(time);
        assertThat(Times.of(time.toEpochMilli())).contains(time);
        assertThat(Times.of(time.getEpochSecond() + 0.5)).contains(time.plusMillis(500));
        assertThat(Times.of(Double.NaN).map(Instant::toEpochMilli).orElse(0L)).isZero();
        assertThat(Times.of(Long.MAX_VALUE)).isEmpty();
        assertThat(Times.of(Instant.MAX)).isEmpty();
        assertThat(Times.of(true)).isEmpty();
    }

    @Test
    void whatNoBodyHoldsIsRefused() {
        Mapped mapped = new Mapper(USERS).map(Original.unreadable("key", "it is too large"));
        assertThat(mapped).isEqualTo(new Mapped.Refused("key", Reason.NO_BODY, "it is too large"));
    }

    @Test
    void whateverADocumentHoldsNothingOfItIsLostAndItsOwnerIsSaid() {
        Props.cases(300).forAll(Props.random(Bodies::any), random -> {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(random.fields());
            fields.put("user_id", "ada");
            fields.put("user_type", "internal");
            fields.remove("created_at");
            Body body = Body.of(fields);

            Mapped mapped = new Mapper(USERS).map(Original.of("key", body));

            assertThat(mapped)
                    .isEqualTo(new Mapper(USERS).map(Original.of("key", body)))
                    .isEqualTo(new Mapped.Document(
                            "key",
                            ((Mapped.Document) mapped).target(),
                            Optional.empty(),
                            body.with("user_id", "internal_ada")));
        });
    }

    @Test
    void whatIsYoungGoesToTempAndWhatDoesNotSayItsAgeIsOld() {
        Instant now = Instant.parse("2024-05-02T12:00:00Z");
        Map<String, Object> fields = new HashMap<>(Map.of("user_id", "ada", "user_type", "internal"));
        assertThat(way(fields, now)).isEqualTo(Way.MAIN);
        fields.put("created_at", "2024-05-01T12:00:00.001Z");
        assertThat(way(fields, now)).isEqualTo(Way.TEMP);
        fields.put("created_at", "2024-05-01T12:00:00Z");
        assertThat(way(fields, now)).isEqualTo(Way.MAIN);
        fields.put("created_at", "2099-05-01T12:00:00Z");
        assertThat(way(fields, now)).isEqualTo(Way.TEMP);
        fields.put("user_type", "external");
        assertThat(way(fields, now)).isEqualTo(Way.EXTERNAL);
        assertThat(Way.of(mapped(HR, Map.of("user_id", "ada")), Category.HR, now))
                .isEqualTo(Way.HR);
    }

    private static Way way(Map<String, Object> fields, Instant now) {
        return Way.of(mapped(USERS, fields), Category.USER, now);
    }
}
