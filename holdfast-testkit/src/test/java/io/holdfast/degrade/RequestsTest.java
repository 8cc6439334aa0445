package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.degrade.Requests.Request;
import io.holdfast.degrade.Requests.Wish;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.testkit.ForwardingDisk;
import io.holdfast.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2: what is asked of a running application is taken back before it begins, or not at all, and is done once. */
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

    /** A holder who does nothing but say that it was done, and whose disk fails while a test says so. */
    private final class Holder {
        private final Answering answering;
        private final SettableClock clock = new SettableClock(Instant.EPOCH);
        private final List<Request> done = new ArrayList<>();
        private boolean flushFails;
        private boolean forceFails;

        Holder() {
            var disk = new ForwardingDisk(Disk.local()) {
                @Override
                public void forceDirectory(Path directory) throws IOException {
                    if (forceFails) {
                        throw new IOException("Input/output error");
                    }
                    super.forceDirectory(directory);
                }
            };
            answering = new Answering(new Requests(disk, queue), this::perform, this::flush, clock);
        }

        private QueueChange perform(Request request) {
            done.add(request);
            return new QueueChange(request.ids(), Map.of());
        }

        private void flush() {
            if (flushFails) {
                throw Failure.of(ErrorKind.DISK_FULL, "there is no space").exception();
            }
        }
    }

    @Test
    void aRequestWhoseResultCannotBeWrittenIsAnsweredLaterAndDoneOnce() {
        var requests = new Requests(Disk.local(), queue);
        var holder = new Holder();
        UUID first = requests.leave(new Request(Wish.DROP, List.of(new UUID(0, 1))));
        holder.flushFails = true;

        assertThatThrownBy(holder.answering::answerAll).hasMessageContaining("there is no space");
        assertThatThrownBy(holder.answering::answerAll).hasMessageContaining("there is no space");
        assertThat(requests.answer(first)).isEmpty();
        UUID second = requests.leave(new Request(Wish.DROP, List.of(new UUID(0, 2))));
        holder.flushFails = false;
        holder.answering.answerAll();

        assertThat(requests.answer(first).orElseThrow().done()).containsExactly(new UUID(0, 1));
        assertThat(requests.answer(second).orElseThrow().done()).containsExactly(new UUID(0, 2));
        assertThat(holder.done).hasSize(2);
    }

    @Test
    void aRequestWhoseBeginningCannotBeForcedIsDoneLater() {
        var requests = new Requests(Disk.local(), queue);
        var holder = new Holder();
        UUID id = requests.leave(new Request(Wish.DROP, List.of(new UUID(0, 1))));
        holder.forceFails = true;

        assertThatThrownBy(holder.answering::answerAll).hasMessageContaining("Input/output error");
        assertThat(holder.done).isEmpty();
        holder.forceFails = false;
        holder.answering.answerAll();

        assertThat(requests.answer(id)).isPresent();
        assertThat(holder.done).hasSize(1);
    }

    @Test
    void aRequestThatCannotBeDoneHoldsUpNoOther() {
        var requests = new Requests(Disk.local(), queue);
        var answering = new Answering(
                requests,
                request -> {
                    if (request.wish() == Wish.DRAIN) {
                        throw Failure.of(ErrorKind.CONFIGURATION, "no such database")
                                .exception();
                    }
                    return new QueueChange(request.ids(), Map.of());
                },
                () -> {},
                new SettableClock(Instant.EPOCH));
        UUID drain = requests.leave(new Request(Wish.DRAIN, List.of()));
        assertThatThrownBy(answering::answerAll).hasMessageContaining("no such database");
        UUID drop = requests.leave(new Request(Wish.DROP, List.of(new UUID(0, 1))));

        answering.answerAll();

        assertThat(requests.answer(drain)).isEmpty();
        assertThat(requests.answer(drop)).isPresent();
    }

    @Test
    void whatNobodyComesForIsRemovedAfterAWhile() throws Exception {
        var requests = new Requests(Disk.local(), queue);
        var holder = new Holder();
        requests.leave(new Request(Wish.DRAIN, List.of()));
        holder.answering.answerAll();
        Path folder = queue.resolve("requests");
        Files.writeString(folder.resolve("begun-" + UUID.randomUUID() + ".json"), "{}");
        Files.writeString(folder.resolve("answer-" + UUID.randomUUID() + ".json.new"), "{");

        holder.answering.clean();
        holder.clock.advance(Answering.KEPT.minusSeconds(1));
        Path fresh = Files.writeString(folder.resolve("answer-" + UUID.randomUUID() + ".json"), "{}");
        UUID waiting = requests.leave(new Request(Wish.DRAIN, List.of()));
        holder.answering.clean();
        assertThat(folder.toFile().list()).hasSize(5);
        holder.clock.advance(Duration.ofSeconds(1));
        holder.answering.clean();

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(String.valueOf(fresh.getFileName()), "request-" + waiting + ".json");
    }
}
