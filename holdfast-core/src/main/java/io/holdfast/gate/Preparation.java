package io.holdfast.gate;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Access;
import io.holdfast.error.HoldfastException;

/**
 * What has to be done at a server before calls go there, such as bringing its schema up to date.
 *
 * <p>It is done in the thread that has found the server up: once, where a server says which data it has, and otherwise
 * each time it comes up, since its data may be other data then. As long as it has not worked, no call goes there, and it is
 * tried again, a little later each time.
 */
public interface Preparation {
    /** There is nothing to be done. */
    Preparation NONE = new Preparation() {
        @Override
        public String underWay() {
            return "";
        }

        @Override
        public void prepare(Endpoint server, Access access) {
            // nothing has to be done
        }
    };

    /** What is going on while it lasts, such as {@code its migrations are being applied}. */
    String underWay();

    /**
     * Does it. It may take as long as it takes: whoever watches other servers does not wait for it.
     *
     * @param server where
     * @param access whether it may write there: only if calls that write belong there and nowhere else
     * @throws HoldfastException if calls must not go there yet; they are told this failure
     */
    void prepare(Endpoint server, Access access);

    /** Ends what is going on, and begins nothing more; any thread may call it. */
    default void cancel() {}
}
