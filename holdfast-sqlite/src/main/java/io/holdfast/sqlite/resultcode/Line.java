package io.holdfast.sqlite.resultcode;

import io.holdfast.error.ErrorKind;
import java.util.Arrays;
import java.util.List;

/**
 * One line of the tables: what some codes mean. A primary code stands for all its extended codes that have no line of
 * their own. The factories are named after what may be done again.
 */
record Line(List<Integer> codes, Meaning meaning) {

    static Line never(ErrorKind kind, String sentence, String hint, int... codes) {
        return line(kind, Course.NEVER, sentence, hint, codes);
    }

    static Line replay(ErrorKind kind, String sentence, String hint, int... codes) {
        return line(kind, Course.REPLAY, sentence, hint, codes);
    }

    static Line locked(String sentence, int... codes) {
        return line(ErrorKind.LOCKED, Course.LOCKED, sentence, "the whole transaction can be run again", codes);
    }

    static Line reopen(ErrorKind kind, String sentence, String hint, int... codes) {
        return line(kind, Course.REOPEN, sentence, hint, codes);
    }

    static Line storage(String sentence, String hint, int... codes) {
        return line(ErrorKind.RESOURCE, Course.STORAGE, sentence, hint, codes);
    }

    static Line broken(ErrorKind kind, String sentence, String hint, int... codes) {
        return line(kind, Course.BROKEN, sentence, hint, codes);
    }

    static Line backOff(ErrorKind kind, String sentence, String hint, int... codes) {
        return line(kind, Course.BACK_OFF, sentence, hint, codes);
    }

    private static Line line(ErrorKind kind, Course course, String sentence, String hint, int... codes) {
        return new Line(Arrays.stream(codes).boxed().toList(), new Meaning(kind, course, sentence, hint));
    }
}
