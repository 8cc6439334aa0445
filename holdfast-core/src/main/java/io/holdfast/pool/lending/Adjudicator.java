package io.holdfast.pool.lending;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.sql.SQLException;

/**
 * Decides for HikariCP whether a connection survives what it has just thrown. HikariCP by itself looks at the SQLSTATE
 * alone: it throws away connections after a feature that is not supported, and keeps those to a damaged SQLite file.
 */
record Adjudicator(Pool pool, PoolHost host) implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException thrown) {
        Failure failure = host.engine().classify(thrown, Phase.BODY);
        boolean broken = host.engine().breaksConnection(failure);
        if (broken) {
            pool.suspect();
            pool.closeLentHere();
        }
        host.failed(failure);
        return broken ? Override.MUST_EVICT : Override.DO_NOT_EVICT;
    }
}
