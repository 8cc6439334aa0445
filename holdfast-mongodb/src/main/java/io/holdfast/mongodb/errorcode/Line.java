package io.holdfast.mongodb.errorcode;

import io.holdfast.error.ErrorKind;

/**
 * One line of the tables: what a code means.
 *
 * @param code the number
 * @param name what MongoDB calls it
 * @param meaning what it means
 */
record Line(int code, String name, Meaning meaning) {

    static Line never(int code, String name, ErrorKind kind, String sentence, String hint) {
        return new Line(code, name, new Meaning(kind, Course.NEVER, sentence, hint));
    }

    static Line line(int code, String name, ErrorKind kind, Course course, String sentence, String hint) {
        return new Line(code, name, new Meaning(kind, course, sentence, hint));
    }

    /** The server cannot go on; another one may. */
    static Line elsewhere(int code, String name, String sentence) {
        return line(
                code,
                name,
                ErrorKind.READ_ONLY,
                Course.ELSEWHERE,
                sentence,
                "wait until the replica set has chosen a server that takes writes");
    }

    /** The servers cannot reach each other, or the connection broke. */
    static Line lost(int code, String name, String sentence) {
        return line(
                code,
                name,
                ErrorKind.CONNECTION,
                Course.LOST,
                sentence,
                "check that the servers of the deployment run and reach each other");
    }
}
