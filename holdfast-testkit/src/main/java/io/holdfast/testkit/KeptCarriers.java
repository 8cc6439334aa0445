package io.holdfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Finds virtual threads that wait and keep the threads that carry them, of which there are only as many as processors.
 * Where Java has no virtual threads, none is found.
 */
public final class KeptCarriers {
    private KeptCarriers() {}

    /** Each time that it happened in this JVM while {@code work} ran: how long, and where. */
    public static List<String> during(Runnable work) {
        try (var recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            return events(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> events(Recording recording) throws IOException {
        Path file = Files.createTempFile("holdfast-", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .map(RecordedEvent::toString)
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
