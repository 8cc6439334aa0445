package io.holdfast.engine;

/** Where each operation of a driver's client passes: it lets in as many as there are connections, while a server answers. */
public interface Turnstile {

    /**
     * Enters, as soon as there is a place.
     *
     * @throws io.holdfast.error.HoldfastException of the kind that stands in the way
     */
    Pass enter();

    /** A place among those at work, in the hands of one thread. */
    interface Pass extends AutoCloseable {

        /** The client to work with, until this is closed. */
        DriverClient client();

        /** Has the client stay open for what goes on after this is closed, such as a cursor or a session. */
        Stay stay();

        /**
         * The server refused the client, or its connections were given up, before anything was sent: waits for another client.
         * Asked after the place was given back.
         *
         * @return whether it is worth entering once more
         */
        boolean renewed();

        /** Gives the place back; once. */
        @Override
        void close();
    }

    /** Keeps a client open for what was begun with it. */
    interface Stay extends Turnstile, AutoCloseable {

        /** The client is needed no more; harmless when repeated. */
        @Override
        void close();
    }
}
