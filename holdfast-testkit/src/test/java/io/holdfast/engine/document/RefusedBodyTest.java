package io.holdfast.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.RejectedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** DOC-1: what no body can hold is refused by its path, and what it is stays untold. */
class RefusedBodyTest {
    private static final String SECRET = "4711.0815";

    @Test
    void valuesOfOtherClassesAreRefused() {
        assertRefused(new StringBuilder(SECRET), "java.lang.StringBuilder");
        assertRefused(Set.of(SECRET), "class");
        assertRefused(new BigInteger("47110815"), "java.math.BigInteger");
        assertRefused(Body.of(Map.of("x", SECRET)), "io.holdfast.engine.document.Body");
        assertRefused(new String[] {SECRET}, "class");
    }

    @Test
    void textsThatHaveNoFormInUtf8AreRefused() {
        assertRefused(SECRET + "\uD800", "half a surrogate pair");
        assertRefused("\uDC00" + SECRET, "half a surrogate pair");
        assertRefused("\uD800\uD800\uDC00" + SECRET, "half a surrogate pair");
    }

    @Test
    void decimalsThatDoNotFitAreRefused() {
        assertRefused(new BigDecimal(SECRET + "1".repeat(34)), "more than 34 digits");
        assertRefused(new BigDecimal("47110815E-6180"), "exponent");
        assertRefused(new BigDecimal("4.711E+6145"), "exponent");
        assertRefused(new BigDecimal("4.711E+2000000000"), "exponent");
    }

    @Test
    void momentsBeyondSixtyFourBitsAreRefused() {
        assertRefused(Instant.MAX, "milliseconds");
    }

    @Test
    void keysThatNoEngineCanKeepAreRefused() {
        assertRefused(Map.of(4711, 1), "a key that is not a String");
        Map<Object, Object> withoutKey = new HashMap<>();
        withoutKey.put(null, 1);
        assertRefused(withoutKey, "a key that is not a String");
        assertRefused(Map.of("4711\0", 1), "U+0000");
        assertRefused(Map.of("4711\uD800", 1), "surrogate");
    }

    @Test
    void aLongOrOddPathCanBeRead() {
        Object deep = new StringBuilder();
        for (int i = 20; i > 0; i--) {
            deep = Map.of("k" + i, deep);
        }
        assertThat(refusal(Map.of("a.b", Map.of("", Map.of("x\ny", deep)))))
                .startsWith("the field \"a.b\".\"\".x\uFFFDy.k1");
        assertThat(refusal(Map.of("z", deep))).startsWith("the field z.k1.k2.k3.k4.k5.k6.k7.….k19.k20 is of");
        assertThat(refusal(Map.of("y".repeat(100), new StringBuilder())))
                .startsWith("the field " + "y".repeat(60) + "… is of");
    }

    private static String refusal(Map<String, Object> fields) {
        return catchThrowableOfType(RejectedException.class, () -> Body.of(fields))
                .getMessage();
    }

    private static void assertRefused(Object value, String reason) {
        Map<String, Object> fields = Map.of("people", List.of(Map.of(), Collections.singletonMap("income", value)));

        RejectedException refused = catchThrowableOfType(RejectedException.class, () -> Body.of(fields));

        assertThat(refused.kind()).isEqualTo(ErrorKind.DATA);
        assertThat(refused).hasMessageStartingWith("the field people.1.income ").hasMessageContaining(reason);
        assertThat(refused.failure().hint()).isNotEmpty();
        assertThat(refused.getMessage() + refused.failure().hint()).doesNotContain("4711", "4.711");
        assertThat(refused).hasNoCause();
    }
}
