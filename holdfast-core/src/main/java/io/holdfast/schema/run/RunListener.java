package io.holdfast.schema.run;

import io.holdfast.schema.plan.Step;
import java.time.Duration;

/** Is told how a run of migrations goes on, in the thread that runs them. */
public interface RunListener {

    /** It has to wait for somebody: {@code sentence} says for whom. */
    void waits(String sentence);

    /** A migration begins. */
    void begins(Step step);

    /** A migration is done. */
    void ends(Step step, Duration took);

    /** A migration met the locks of others, was undone, and will be tried again in a moment. */
    void triesAgain(Step step, String sentence);
}
