package io.holdfast.transaction;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;

/** What is told to those whose transaction does not come to its turn, or not to its commit, in a queue of writers. */
record Refusals(String database) {

    HoldfastException insideOfAnother(TransactionOptions options) {
        return failure(
                options,
                ErrorKind.UNSUPPORTED,
                "%s begins inside of another transaction of the same thread, and would wait for it for ever"
                        .formatted(options.name()),
                "use nested for a part of a transaction, or begin this one when the other has ended");
    }

    HoldfastException crowded(TransactionOptions options, int most) {
        return failure(
                options,
                ErrorKind.POOL_EXHAUSTED,
                "%d transactions wait for their turn to write to %s already".formatted(most, database),
                "send fewer calls at once, or raise databases.%s.pool.max-waiting".formatted(database));
    }

    HoldfastException interrupted(TransactionOptions options) {
        return failure(
                options,
                ErrorKind.CANCELLED,
                "the wait of %s for its turn to write was interrupted".formatted(options.name()),
                "nothing of it was done");
    }

    HoldfastException noTurn(Member<?> member, int waiting) {
        return failure(
                member.options,
                ErrorKind.TIMEOUT,
                "%s did not get its turn to write within its %d ms; %d others wait"
                        .formatted(member.options.name(), member.limit.toMillis(), waiting),
                "one transaction writes at a time: make the long ones shorter, or give this one more time");
    }

    HoldfastException noCommit(Member<?> member) {
        return failure(
                member.options,
                ErrorKind.TIMEOUT,
                "%s was not committed within its %d ms".formatted(member.options.name(), member.limit.toMillis()),
                "nothing of it is left; give it more time, or find out what it waited for");
    }

    HoldfastException noAnswer(Member<?> member) {
        return failure(
                member.options,
                ErrorKind.OUTCOME_UNKNOWN,
                "the commit of %s takes longer than its %d ms, and may still come to its end"
                        .formatted(member.options.name(), member.limit.toMillis()),
                "look at the disk, and at the data before the work is done again");
    }

    private HoldfastException failure(TransactionOptions options, ErrorKind kind, String sentence, String hint) {
        return Failure.of(kind, sentence)
                .withHint(hint)
                .during(options.name(), database)
                .exception();
    }
}
