package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.degrade.Requests.Request;
import io.holdfast.degrade.Requests.Wish;
import io.holdfast.disk.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2: what is asked of a running application is taken back before it begins, or not at all. */
final class RequestsTest {
    @TempDir
    private Path queue;

    @Test
    void aRequestThatNobodyBeganIsTakenBack() throws Exception {
        var requests = new Requests(Disk.local(), queue);
        UUID id = requests.leave(new Request(Wish.DRAIN, List.of()));

        assertThat(requests.takeBack(id)).isTrue();
        requests.forget(id);

        try (var left = Files.list(queue.resolve("requests"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRequestThatTheHolderHasBegunIsNotTakenBack() throws Exception {
        var requests = new Requests(Disk.local(), queue);
        UUID id = requests.leave(new Request(Wish.DRAIN, List.of()));
        Files.delete(queue.resolve("requests").resolve("request-" + id + ".json"));

        assertThat(requests.takeBack(id)).isFalse();
        assertThat(requests.answer(id)).isEmpty();
    }
}
