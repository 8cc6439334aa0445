package io.holdfast.engine;

import java.sql.Connection;

/** A session that speaks SQL. */
public interface SqlSession extends Session {

    /** The driver's connection. It belongs to the session: whoever uses it does not close it. */
    Connection connection();
}
