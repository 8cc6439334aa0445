package io.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CON-1: what fails while everything is closed keeps nothing else open. */
final class StartUpTest {

    @Test
    void everyPartIsClosedWhateverBecomesOfTheOthers() {
        List<String> closed = new ArrayList<>();
        List<Runnable> parts = List.of(
                () -> {
                    throw new IllegalStateException("the disk is full");
                },
                () -> closed.add("database"),
                () -> {
                    throw new IllegalStateException("the lock is gone");
                },
                () -> closed.add("record"));

        assertThatThrownBy(() -> StartUp.each(parts))
                .hasMessage("the disk is full")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second).hasMessage("the lock is gone")));
        assertThat(closed).containsExactly("database", "record");
    }
}
