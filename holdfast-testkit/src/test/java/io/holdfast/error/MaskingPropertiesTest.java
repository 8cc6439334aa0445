package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.Props;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ERR-4: no secret survives, whatever it is and wherever it stands; what is none survives everywhere. */
class MaskingPropertiesTest {
    /** What secrets are made of: letters, and all that means something to somebody. */
    private static final String LETTERS =
            "abcXYZ0189@:/?&%=+-_.,;#!*~^|<>()[]{}\"'`\\$\u00e9\u00df\u20ac\u4e2d\ud83d\ude00";

    /** Pieces of the forms of secrets, to be put together at random; one between two bars. */
    private static final List<String> PIECES = List.of(("password¦_pass¦secret¦api-key¦Authorization: ¦Bearer ¦Basic ¦"
                    + "=¦: ¦=>¦ ¦\n¦\r\n¦\t¦\"¦'¦`¦\\¦\\\"¦''¦$$¦$a$¦E'¦(¦)¦[¦]¦{¦}¦<¦>¦&¦?¦;¦,¦|\n  ¦postgresql://¦http://"
                    + "¦@¦u:p@¦@h¦a@b.cc¦%40¦%3A%2F%2F¦UnknownHostException: ¦eyJaa.bb.cc¦dTpw¦ghp_aaaaaaaaaaaaaaaaaaaa"
                    + "¦AKIAIOSFODNN7EXAMPLE¦https://hooks.slack.com/services/¦Key (¦)=(¦) already exists¦Batch entry 0 "
                    + "¦ was aborted¦Failing row contains (¦).¦invalid input syntax for x: \"¦value \"¦\" is out of range"
                    + "¦parameters: $1 = ¦dup key: {¦4111111111111111¦4111 1111 1111 1111¦-¦1¦identified by ¦-----END"
                    + "¦-----BEGIN PRIVATE KEY-----¦\tat a.b.C(¦Caused by: ¦\n  Detail: ¦••••¦•¦ … [12 characters cut]¦x¦"
                    + "see ¦null¦\u00e9¦\u0130¦\ud83d¦.")
            .split("¦"));

    private static final List<String> HARMLESS = List.of(
            "error in storing to raseen_temp_user",
            "error in fetching from app",
            "error in moving data to srie_main_user",
            "table password_resets has 3 rows",
            "a token bucket is empty",
            "secret: see hint",
            "connection to db1:5432 refused",
            "postgresql://db1:5432/app",
            "1718000000000 is a time",
            "query id 4111111111111111",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "SELECT token FROM t WHERE password = $1",
            "/srv/app@2/data:1.db",
            "logo@2x.png",
            "org.example.Pooled@1f2e3d");

    private static final List<String> WORDS = List.of(
            "pool ", "12:03:44.120Z WARN ", "app\n", "\n\tat org.example.Rows.put(Rows.java:3)\n", "a, ", "(see) ");

    static List<SecretPlace> places() {
        return SecretPlace.ALL;
    }

    @ParameterizedTest
    @MethodSource("places")
    void aSecretIsTakenOutWhereverItStands(SecretPlace place) {
        Props.cases(1_000).forAll(Props.random(random -> place.fitting(secret(random))), secret -> {
            String cleaned = Masking.clean(place.with(secret));

            assertThat(place.isCleared(cleaned)).as(cleaned).isTrue();
            if (secret.length() > 7
                    && !Canaries.isIn(place.with(""), secret)) { // a part may look like what stands around
                Canaries.assertAbsentFrom(cleaned, secret);
            }
        });
    }

    @Test
    void aSecretIsTakenOutWhateverStandsAroundIt() {
        Props.cases(2_000).forAll(Props.random(Surrounded::any), text -> {
            String cleaned = Masking.clean(text.whole());

            assertThat(cleaned).startsWith(text.before());
            Canaries.assertAbsentFrom(cleaned, text.secret());
        });
    }

    @Test
    void aSecretIsTakenOutWhereALongTextIsCut() {
        Props.cases(2_000).forAll(Props.random(MaskingPropertiesTest::atTheCut), text -> {
            String cleaned = Masking.clean(text);

            assertThat(cleaned).endsWith(" characters cut]");
            Canaries.assertAbsentFrom(cleaned);
        });
    }

    @Test
    void cleaningAgainChangesNothing() {
        Props.cases(5_000).forAll(Props.random(MaskingPropertiesTest::pieces), text -> {
            String cleaned = Masking.clean(text);

            assertThat(Masking.clean(cleaned)).isEqualTo(cleaned);
        });
    }

    @Test
    void cleaningNeverFailsAndNeverMakesATextMuchLonger() {
        Props.cases(5_000)
                .forAll(
                        Props.random(MaskingPropertiesTest::pieces),
                        text -> assertThat(Masking.clean(text)).hasSizeLessThanOrEqualTo(text.length() + 256));
        Props.cases(2_000)
                .forAll(
                        Props.random(MaskingPropertiesTest::anything),
                        text -> assertThat(Masking.clean(text)).hasSizeLessThanOrEqualTo(text.length() + 256));
        assertThat(Masking.clean("x pwd=a ".repeat(2_000))).hasSizeLessThanOrEqualTo(16_000 + 256);
    }

    @Test
    void whatIsNoSecretStaysWhateverStandsAroundIt() {
        Props.cases(2_000)
                .forAll(
                        Props.random(MaskingPropertiesTest::harmless),
                        text -> assertThat(Masking.clean(text)).isEqualTo(text));
    }

    @Test
    void noTextTakesLong() {
        List<String> hostile = List.of(
                "a",
                "a.",
                "a@",
                "a@a.",
                "4",
                "4 ",
                "://",
                "x://u:p@h ",
                "eyJ",
                "eyJa.",
                "\"",
                "\\",
                "\\\"",
                "key (",
                "Key (a)=(",
                "value \"",
                "dup key: {",
                "pwd=",
                "pwd=\"x\n",
                "pwd=[\"x\n",
                "pwd={",
                "pwd: |\n ",
                "pwd=)",
                "password '",
                "password $a$",
                "Basic aaaa",
                "-----BEGIN PRIVATE KEY-----",
                "\n",
                "\nat a.b",
                "\u0130");
        long start = System.nanoTime();

        hostile.forEach(piece -> Masking.clean(piece.repeat(64_000 / piece.length())));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private static String secret(Random random) {
        int[] letters = LETTERS.codePoints().toArray();
        int length = 1 + random.nextInt(random.nextBoolean() ? 64 : 8);
        return random.ints(length, 0, letters.length)
                .mapToObj(place -> Character.toString(letters[place]))
                .collect(Collectors.joining());
    }

    private static String pieces(Random random) {
        int count = random.nextInt(random.nextInt(50) == 0 ? 3_000 : 25);
        return random.ints(count, 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining());
    }

    private static String anything(Random random) {
        return random.ints(random.nextInt(200), 0, random.nextBoolean() ? 128 : 0x10000)
                .mapToObj(c -> String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private static String harmless(Random random) {
        return random.ints(1 + random.nextInt(6), 0, HARMLESS.size())
                .mapToObj(place -> pick(random, WORDS) + HARMLESS.get(place) + " ")
                .collect(Collectors.joining());
    }

    private static String atTheCut(Random random) {
        String text = pick(random, SecretPlace.ALL).with(Canaries.PLAIN_PASSWORD);
        int before = 15 * 1024 - random.nextInt(text.length() + 1);
        return "word ".repeat(before / 5) + " ".repeat(before % 5) + text + " word".repeat(400);
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private record Surrounded(String before, String secret, String whole) {
        static Surrounded any(Random random) {
            String before = pick(random, WORDS) + pick(random, HARMLESS) + pick(random, List.of(" ", "\n", ": "));
            SecretPlace place = pick(random, SecretPlace.ALL);
            String secret = place.fitting(MaskingPropertiesTest.secret(random)) + "tail7tail";
            return new Surrounded(before, secret, before + place.with(secret) + pick(random, WORDS));
        }
    }
}
