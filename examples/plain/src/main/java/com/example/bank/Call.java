package com.example.bank;

/**
 * One transfer that was asked for, and how that ended.
 *
 * @param number which transfer it was
 * @param start when it was asked for, in the nanoseconds of the machine
 * @param end when the answer was there
 * @param outcome what the answer was
 */
record Call(long number, long start, long end, Outcome outcome) {

    /** What the application was told. */
    enum Outcome {
        /** It is done. */
        DONE,
        /** It failed, and nothing of it was done. */
        FAILED,
        /** Nobody can say whether it was done. */
        UNKNOWN
    }
}
