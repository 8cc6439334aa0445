package io.holdfast.postgresql.sqlstate;

import io.holdfast.error.ErrorKind;
import java.util.List;

/**
 * One line of the tables: what some codes mean. A code has five characters; two characters stand for all codes of that
 * class which have no line of their own. The factories are named after what may be done again.
 */
record Line(List<String> codes, Meaning meaning) {

    static Line never(ErrorKind kind, String sentence, String hint, String... codes) {
        return line(kind, Course.NEVER, sentence, hint, codes);
    }

    static Line replay(ErrorKind kind, String sentence, String hint, String... codes) {
        return line(kind, Course.REPLAY, sentence, hint, codes);
    }

    static Line lost(String sentence, String hint, String... codes) {
        return line(ErrorKind.CONNECTION, Course.LOST, sentence, hint, codes);
    }

    static Line ended(ErrorKind kind, String sentence, String hint, String... codes) {
        return line(kind, Course.ENDED, sentence, hint, codes);
    }

    static Line inDoubt(String sentence, String hint, String... codes) {
        return line(ErrorKind.OUTCOME_UNKNOWN, Course.IN_DOUBT, sentence, hint, codes);
    }

    static Line backOff(ErrorKind kind, String sentence, String hint, String... codes) {
        return line(kind, Course.BACK_OFF, sentence, hint, codes);
    }

    static Line failover(String sentence, String hint, String... codes) {
        return line(ErrorKind.READ_ONLY, Course.FAILOVER, sentence, hint, codes);
    }

    static Line refresh(String sentence, String hint, String... codes) {
        return line(ErrorKind.AUTHENTICATION, Course.REFRESH, sentence, hint, codes);
    }

    private static Line line(ErrorKind kind, Course course, String sentence, String hint, String... codes) {
        return new Line(List.of(codes), new Meaning(kind, course, sentence, hint));
    }
}
