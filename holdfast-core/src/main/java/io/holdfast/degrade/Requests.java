package io.holdfast.degrade;

import io.holdfast.degrade.queue.QueueFailure;
import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people ask of a queue that another process holds: a file for each request, which the holder removes when it begins
 * with it, and answers with another one. So nothing is done twice, and what was begun cannot be taken back.
 */
final class Requests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REQUEST = "request-";
    private static final String TAKEN = "taken-";
    private static final String BEGUN = "begun-";
    private static final String ANSWER = "answer-";
    private static final String END = ".json";

    private final Disk disk;
    private final Path folder;

    /** Those in the folder of a queue. */
    Requests(Disk disk, Path queue) {
        this.disk = disk;
        this.folder = queue.resolve("requests");
    }

    /** What is asked. */
    enum Wish {
        /** Entries that were set aside are to be tried again. */
        RETRY,
        /** Entries are to be thrown away. */
        DROP,
        /** Everything is to be tried now. */
        DRAIN
    }

    /**
     * A request.
     *
     * @param ids the entries concerned; empty for all of them
     */
    record Request(Wish wish, List<UUID> ids) {}

    /** Leaves a request; durable when it returns. Its answer is asked for under this id. */
    UUID leave(Request request) {
        UUID id = UUID.randomUUID();
        ObjectNode tree = JSON.createObjectNode().put("wish", request.wish().name());
        request.ids().forEach(each -> tree.withArray("ids").add(each.toString()));
        writing(() -> {
            disk.makeDirectories(folder);
            disk.replace(file(REQUEST, id), JSON.writeValueAsBytes(tree));
        });
        return id;
    }

    /** Takes back a request that the holder has not begun; false if it has. */
    boolean takeBack(UUID id) {
        return claim(file(REQUEST, id), file(TAKEN, id));
    }

    /** Removes what is left of a request that was taken back. */
    void forget(UUID id) {
        remove(file(TAKEN, id));
    }

    /** Of the holder and the one who asks, one can have a request. */
    private boolean claim(Path request, Path claimed) {
        try {
            disk.rename(request, claimed);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "written", failure, "what becomes of the request is not known");
        }
        return true;
    }

    /** It is not done a second time, whatever happens now. */
    private void remove(Path claimed) {
        writing(() -> {
            disk.delete(claimed);
            disk.forceDirectory(folder);
        });
    }

    /** The answer to a request, which is removed; empty while there is none. */
    Optional<QueueChange> answer(UUID id) {
        try {
            JsonNode tree = JSON.readTree(disk.read(file(ANSWER, id)));
            disk.delete(file(ANSWER, id));
            List<UUID> done = new ArrayList<>();
            tree.path("done").forEach(each -> done.add(UUID.fromString(each.stringValue())));
            Map<String, String> refused = new LinkedHashMap<>();
            tree.path("refused")
                    .properties()
                    .forEach(each -> refused.put(each.getKey(), each.getValue().stringValue()));
            return Optional.of(new QueueChange(done, refused));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "read", failure, "what became of the request is not known");
        }
    }

    /** The ids of those that nobody has begun. */
    List<String> waiting() {
        return list().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(Requests::isRequest)
                .map(name -> name.substring(REQUEST.length(), name.length() - END.length()))
                .toList();
    }

    private static boolean isRequest(String name) {
        return name.startsWith(REQUEST) && name.endsWith(END);
    }

    /** Begins with a request, which cannot be taken back any more; false if it was. */
    boolean begin(String id) {
        return claim(file(REQUEST, id), file(BEGUN, id));
    }

    /** What is asked in a request that was begun; empty if it makes no sense. */
    Optional<Request> begun(String id) {
        return read(file(BEGUN, id));
    }

    /** From now on no process does it a second time. */
    void removeBegun(String id) {
        remove(file(BEGUN, id));
    }

    void answer(String id, QueueChange change) {
        ObjectNode tree = JSON.createObjectNode();
        change.done().forEach(each -> tree.withArray("done").add(each.toString()));
        ObjectNode refused = tree.putObject("refused");
        change.refused().forEach(refused::put);
        writing(() -> disk.replace(file(ANSWER, id), JSON.writeValueAsBytes(tree)));
    }

    /** The names of all files but those of requests that nobody has begun. */
    List<String> leftovers() {
        return list().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> !isRequest(name))
                .toList();
    }

    void removeLeftover(String name) {
        remove(folder.resolve(name));
    }

    private Optional<Request> read(Path file) {
        try {
            JsonNode tree = JSON.readTree(disk.read(file));
            List<UUID> ids = new ArrayList<>();
            tree.path("ids").forEach(each -> ids.add(UUID.fromString(each.stringValue())));
            return Optional.of(new Request(Wish.valueOf(tree.path("wish").stringValue()), ids));
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private List<Path> list() {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "read", failure, "requests are not answered now");
        }
    }

    private Path file(String kind, Object id) {
        return folder.resolve(kind + id + END);
    }

    private void writing(Write work) {
        try {
            work.run();
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "written", failure, "the request is not there");
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
