package io.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.benchmarks.measure.Figure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresDocumentTest {
    private static final Measurement MEASURED = new Measurement(
            "b", List.of(new Figure("b.x", "ms", 5, Map.of("peer", 10.0), "at most 6 ms", true)), List.of("a note"));
    private static final FiguresDocument BEFORE = new FiguresDocument("""
            by hand
            <!-- a: measured -->
            of a
            <!-- a: end -->
            <!-- b: measured -->
            the last figures
            <!-- b: end -->
            the end
            """);

    @Test
    void onlyThePlaceOfTheBenchChanges() {
        assertThat(BEFORE.with(MEASURED, "origin").text()).isEqualTo("""
                        by hand
                        <!-- a: measured -->
                        of a
                        <!-- a: end -->
                        <!-- b: measured -->
                        origin

                        | figure | unit | Holdfast | peer | theirs | ratio | goal | met |
                        |---|---|--:|---|--:|--:|---|---|
                        | b.x | ms | 5 | peer | 10 | 0.50 | at most 6 ms | yes |

                        - a note
                        <!-- b: end -->
                        the end
                        """);
    }

    @Test
    void recordedTwiceIsRecordedOnce() {
        FiguresDocument once = BEFORE.with(MEASURED, "origin");
        assertThat(once.with(MEASURED, "origin")).isEqualTo(once);
    }

    @Test
    void aBenchWithoutAPlaceIsRefused() {
        Measurement other = new Measurement("c", List.of(), List.of());
        assertThatThrownBy(() -> BEFORE.with(other, "origin")).hasMessage("the document has no place for c");
    }
}
