package io.holdfast.engine;

/** Tells what a server is at this moment; a capability of an engine whose servers have copies. */
public interface Roles {

    /**
     * Asks the server.
     *
     * @throws Exception whatever the driver throws, also when the server does not answer within the session's patience
     */
    Role role(SqlSession session) throws Exception;

    /**
     * What a server is.
     *
     * @param access what it takes; a standby takes reads only
     * @param system identifies the data: a server and its copies have the same; empty where it cannot be told
     * @param timeline grows each time a copy is promoted, and with it the history of the data forks; 0 where it cannot be
     *     told
     */
    record Role(Access access, String system, long timeline) {
        /** What is assumed of a server that cannot tell. */
        public static final Role UNKNOWN = new Role(Access.READ_WRITE, "", 0);
    }
}
