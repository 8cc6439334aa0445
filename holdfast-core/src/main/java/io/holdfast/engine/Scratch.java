package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes databases that are thrown away afterwards; a capability of an engine. */
public interface Scratch {

    /**
     * An empty database that behaves as {@code like} does: the same encoding, sorting and search path.
     *
     * @param server where it is to be made, by somebody who may make databases; empty for wherever the engine can by itself
     * @throws Exception whatever the driver throws, or stands in the way of starting a server
     */
    Database empty(Endpoint like, Optional<Endpoint> server) throws Exception;

    /**
     * A copy of {@code original}, which is only read: its structure, and its rows or a sample of them, without rows whose
     * referred rows are not in it.
     *
     * @param server as {@link #empty} has it
     * @param sample what is copied of the rows, where an engine does not copy everything anyway
     * @throws Exception whatever the driver throws, or stands in the way of starting a server
     */
    Database copy(Endpoint original, Optional<Endpoint> server, Sample sample) throws Exception;

    /**
     * What is copied of the rows.
     *
     * @param rows the most of each table
     * @param whole the tables of which all are copied
     */
    record Sample(int rows, Set<String> whole) {
        /** Keeps a copy. */
        public Sample {
            whole = Set.copyOf(whole);
        }
    }

    /** A database that is gone once it is closed. */
    interface Database extends AutoCloseable {

        /** Where it is. */
        Endpoint endpoint();

        /** In what it is not like the original, one sentence each. */
        List<String> notes();

        /**
         * The kinds of things, as {@link SchemaModel.Other#kind} has them, whose declarations cannot be compared with the
         * original's, because another version writes them in another way.
         */
        default Set<String> incomparable() {
            return Set.of();
        }

        /** Throws it away; harmless when repeated. */
        @Override
        void close();
    }
}
