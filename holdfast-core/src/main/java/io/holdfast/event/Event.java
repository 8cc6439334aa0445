package io.holdfast.event;

import io.holdfast.config.HoldfastConfig;
import io.holdfast.error.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Something that happened. The set is closed, so that a listener can know them all. */
public sealed interface Event {

    /** The name of the database concerned; empty where none is. */
    String database();

    /**
     * A database became usable, or stopped being so.
     *
     * @param attempts how often it was tried to reach this state
     * @param took how long that lasted
     * @param sentence why it is not ready, safe to show; empty when it is
     */
    record StateChanged(String database, Availability state, int attempts, Duration took, String sentence)
            implements Event {}

    /**
     * A server of a database began to answer, or stopped.
     *
     * @param server {@code primary} or {@code standby}, as it was declared
     * @param state what it does now
     * @param after how long it had been otherwise
     * @param sentence why it stopped, safe to show; empty when it answers
     */
    record ServerChanged(String database, String server, ServerState state, Duration after, String sentence)
            implements Event {

        /** Whether a server answers. */
        public enum ServerState {
            /** It answers. */
            UP,
            /** It does not. */
            DOWN
        }
    }

    /**
     * Calls go to another server than before.
     *
     * @param calls which
     * @param from the server they went to; empty if they were turned away
     * @param to the server they go to; empty if they are turned away
     * @param sentence why they are turned away, safe to show; empty if they are not
     */
    record Rerouted(String database, Calls calls, String from, String to, String sentence) implements Event {

        /** Which calls. */
        public enum Calls {
            /** Those that write. */
            WRITES,
            /** Those that only read. */
            READS
        }
    }

    /**
     * Both servers of a database take writes, or no longer do. While they do, nothing is written.
     *
     * @param stage whether it begins or ends
     * @param sentence what was seen, safe to show
     */
    record SplitBrain(String database, Stage stage, String sentence) implements Event {

        /** Whether it begins or ends. */
        public enum Stage {
            /** Both take writes. */
            BEGUN,
            /** One of them does, at most. */
            ENDED
        }
    }

    /**
     * The credentials for a server have changed.
     *
     * @param server {@code primary} or {@code standby}
     * @param outcome what the server says to the new ones
     */
    record CredentialsChanged(String database, String server, Outcome outcome) implements Event {

        /** What the server says. */
        public enum Outcome {
            /** It takes them; connections that were opened with the old ones are being replaced. */
            ACCEPTED,
            /** It refuses them; the old ones stay in use. */
            REFUSED
        }
    }

    /**
     * A connection has been away for longer than it may.
     *
     * @param server {@code primary} or {@code standby}
     * @param sentence who has it, for how long, and from where if that was noted
     */
    record ConnectionLeaked(String database, String server, String sentence) implements Event {}

    /**
     * A certificate that connections need comes near its end: told 30 days before, again 7 days and 1 day before, and when
     * it has expired.
     *
     * @param server {@code primary} or {@code standby}
     * @param notAfter when it expires
     * @param sentence whose certificate it is and how much time is left, safe to show
     */
    record CertificateExpires(String database, String server, Instant notAfter, String sentence) implements Event {}

    /**
     * Work failed in a way that allows to repeat it, and is about to be repeated.
     *
     * @param operation what was being done
     * @param attempt which attempt failed, counted from 1
     * @param kind why it failed
     */
    record Repeated(String database, String operation, int attempt, ErrorKind kind) implements Event {}

    /**
     * A transaction does nothing on its connection for too long, while it holds its locks; told once for each.
     *
     * @param transaction what it is called
     * @param work the class in which its work is written
     * @param idle how long it has done nothing so far
     * @param place the line of its work that has not returned; empty where that is not known
     */
    record TransactionIdle(String database, String transaction, String work, Duration idle, String place)
            implements Event {

        /** What is to be told, safe to show. */
        public String sentence() {
            return "the transaction %s (%s) has done nothing on its connection for %d ms, and holds its locks%s"
                    .formatted(transaction, work, idle.toMillis(), place.isEmpty() ? "" : "; it is at " + place);
        }
    }

    /**
     * The server undid a transaction that waited in a circle with others. Statements are shown without their values.
     *
     * @param undone the one that was undone
     * @param others those that went on, in the order in which each waited for the next one
     */
    record Deadlocked(String database, Side undone, List<Side> others) implements Event {

        /** The list cannot be changed. */
        public Deadlocked {
            others = List.copyOf(others);
        }

        /**
         * One that waited.
         *
         * @param by who it was: a transaction and the class of its work, or a thread and, if it was noted, the place
         * @param statement what was sent last; empty where it is not known
         */
        public record Side(String by, String statement) {
            @Override
            public String toString() {
                return statement.isEmpty() ? by : "%s at [%s]".formatted(by, statement);
            }
        }

        /** Both sides in one sentence, safe to show. */
        public String sentence() {
            return "%s was undone; it waited for %s"
                    .formatted(
                            undone,
                            others.stream().map(Side::toString).collect(Collectors.joining(", which waited for ")));
        }
    }

    /**
     * The configuration was changed while the program runs.
     *
     * @param config what holds from now on
     * @param keys the paths of the settings that have changed
     */
    record ConfigurationChanged(HoldfastConfig config, List<String> keys) implements Event {

        /** The list cannot be changed. */
        public ConfigurationChanged {
            keys = List.copyOf(keys);
        }

        @Override
        public String database() {
            return "";
        }
    }

    /**
     * A change of the configuration was refused; what held before goes on to hold.
     *
     * @param sentence every reason, safe to show
     */
    record ConfigurationRefused(String sentence) implements Event {
        @Override
        public String database() {
            return "";
        }
    }

    /** An administrative action is about to be done; its intent is on record. */
    record ActionBegun(Entry entry) implements Event {
        @Override
        public String database() {
            return entry.database();
        }
    }

    /** An administrative action was done or failed; its outcome is on record. */
    record ActionFinished(Entry entry) implements Event {
        @Override
        public String database() {
            return entry.database();
        }
    }
}
