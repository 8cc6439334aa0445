package io.holdfast.mongodb;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until the driver has found a server that takes writes, and no longer than until every server has refused: the driver
 * itself would go on trying until the time is over.
 */
final class Arrival implements ClusterListener {
    private final CompletableFuture<Optional<Throwable>> seen = new CompletableFuture<>();
    private volatile String last = "no server has answered";

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        ClusterDescription now = event.getNewDescription();
        last = now.getShortDescription();
        if (now.hasWritableServer()) {
            seen.complete(Optional.empty());
        } else if (now.getSrvResolutionException() != null) {
            seen.complete(Optional.of(now.getSrvResolutionException()));
        } else {
            refusal(now.getServerDescriptions()).ifPresent(failure -> seen.complete(Optional.of(failure)));
        }
    }

    private static Optional<Throwable> refusal(List<ServerDescription> servers) {
        return servers.stream().allMatch(server -> server.getException() != null)
                ? servers.stream().map(ServerDescription::getException).findFirst()
                : Optional.empty();
    }

    /**
     * Waits.
     *
     * @throws MongoException what the driver says of the first server, if all have refused or none has answered in time
     */
    void await(Duration patience) {
        try {
            Optional<Throwable> failure = seen.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (failure.isPresent()) {
                throw failure.get() instanceof MongoException known
                        ? known
                        : new MongoException(String.valueOf(failure.get().getMessage()), failure.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(ErrorKind.CANCELLED, "the wait for a server was interrupted")
                    .causedBy(interrupted);
        } catch (TimeoutException silent) {
            throw new MongoTimeoutException(
                    "no server that takes writes within %d ms: %s".formatted(patience.toMillis(), last));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
