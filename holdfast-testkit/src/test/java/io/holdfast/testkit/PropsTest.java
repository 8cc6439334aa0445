package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The wrapper that every property test stands on. */
class PropsTest {

    @Test
    void aPropertyIsCheckedForAtLeastAHundredCases() {
        var seen = new ArrayList<Long>();

        Props.standard().forAll(Props.random(Random::nextLong), seen::add);

        assertThat(seen).hasSizeGreaterThanOrEqualTo(Integer.getInteger("holdfast.cases", 100));
    }

    @Test
    void aFailureNamesTheSeedThatRepeatsIt() {
        assertThatThrownBy(() -> Props.standard()
                        .withSeed(77)
                        .forAll(
                                Props.oneOf(List.of(1, 2, 3)),
                                value -> assertThat(value).isLessThan(3)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dholdfast.seed=77");
    }

    @Test
    void theSameSeedGivesTheSameCases() {
        assertThat(valuesOf(5)).isEqualTo(valuesOf(5)).isNotEqualTo(valuesOf(6));
    }

    private static List<Long> valuesOf(long seed) {
        var values = new ArrayList<Long>();
        Props.standard().withSeed(seed).forAll(Props.random(Random::nextLong), values::add);
        return values;
    }
}
