package io.holdfast.audit;

import io.holdfast.event.RecordLine;

/**
 * A place at which the record is not as it was written.
 *
 * @param kind what was done to it
 * @param file the name of the file; empty where there is none to name
 * @param line the number of the line in it; the first is 1; 0 where there is none to name
 * @param sequence the number of the record concerned; of several, the first
 * @param expected what was expected there
 * @param found what is there
 */
public record Finding(Kind kind, String file, int line, long sequence, String expected, String found) {

    /** What was done to the record. */
    public enum Kind {
        /** A record says something else than when it was written. */
        CHANGED("changed"),
        /** Records are missing. */
        REMOVED("removed"),
        /** Something is there that was never a part of the chain. */
        INSERTED("inserted"),
        /** A record stands at another place. */
        MOVED("moved"),
        /** The end of the chain is missing. */
        CUT("cut off");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** A word for people. */
        public String word() {
            return word;
        }
    }

    /** The finding that concerns the line at {@code place}. */
    static Finding at(RecordLine.Place place, Kind kind, long sequence, String expected, String found) {
        return new Finding(kind, String.valueOf(place.file().getFileName()), place.line(), sequence, expected, found);
    }

    /** One sentence for people. */
    public String sentence() {
        String place = file.isEmpty() ? "the end of the chain" : "%s, line %d".formatted(file, line);
        return "%s: sequence %d, %s: expected %s; found %s".formatted(place, sequence, kind.word(), expected, found);
    }
}
