package io.holdfast.routing;

import io.holdfast.engine.document.Body;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.Optional;

/**
 * Stands before one collection of one database, and lets through what belongs there: the prefix of the id, the fields
 * {@code user_type} and {@code user_id} and the role of the database must agree, whatever the router said.
 *
 * <p>The service's own records have ids of their own kind, and may be about users of both types; if they name a user, then
 * by an id of the type that they name.
 */
final class Guard {
    private final Role role;
    private final Category category;
    private final Misplaced.Listener listener;

    Guard(Role role, Category category, Misplaced.Listener listener) {
        this.role = role;
        this.category = category;
        this.listener = listener;
    }

    /**
     * Lets {@code operation} on documents through whose ids nobody named.
     *
     * @throws HoldfastException of kind PERMISSION if it does not belong here
     */
    void check(String operation) {
        if (!role.keeps().contains(category)) {
            throw refused(operation, Optional.empty(), Misplaced.Reason.CATEGORY);
        }
    }

    /**
     * Lets {@code operation} on the document {@code id} through.
     *
     * @throws HoldfastException of kind PERMISSION if it does not belong here
     */
    void check(String operation, String id) {
        check(operation);
        if (isOfUsers() && UserId.stored(id).filter(this::belongs).isEmpty()) {
            throw refused(operation, UserId.stored(id), Misplaced.Reason.ID);
        }
    }

    /**
     * Lets {@code operation} on the document {@code id}, which is to say {@code body}, through.
     *
     * @throws HoldfastException of kind PERMISSION if it does not belong here
     */
    void check(String operation, String id, Body body) {
        check(operation, id);
        Optional<UserId> claimed = UserId.stored(id);
        Optional<UserId> named = body.at(Fields.USER_ID)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .flatMap(UserId::stored);
        if (isOfUsers() ? named.filter(user -> isOf(user, id)).isEmpty() : isNobody(named, body)) {
            throw refused(operation, claimed, Misplaced.Reason.USER_ID);
        }
        Optional<Object> type = body.at(Fields.USER_TYPE);
        boolean isNeeded = isOfUsers() || type.isPresent();
        if (isNeeded && !type.equals(named.map(user -> user.type().code()))) {
            throw refused(operation, claimed, Misplaced.Reason.USER_TYPE);
        }
    }

    private boolean isOfUsers() {
        return switch (category) {
            case USER, ANALYSIS, HR -> true;
            case MOVE_RECORD, DECISION -> false;
        };
    }

    private boolean belongs(UserId user) {
        return user.type() == role.serves();
    }

    /** Of what is known of a user there is one document; of the rest any number. */
    private boolean isOf(UserId owner, String id) {
        int end = id.lastIndexOf('/');
        boolean isPart =
                category != Category.USER && end >= 0 && id.substring(0, end).equals(owner.text());
        return isPart || id.equals(owner.text());
    }

    private static boolean isNobody(Optional<UserId> named, Body body) {
        return named.isEmpty() && body.at(Fields.USER_ID).isPresent();
    }

    private HoldfastException refused(String operation, Optional<UserId> claimed, Misplaced.Reason reason) {
        var misplaced = new Misplaced(role, category, operation, claimed.map(UserId::type), reason);
        HoldfastException refusal = Failure.of(
                        ErrorKind.PERMISSION, "nothing was done in " + role.database() + ": " + misplaced.sentence())
                .withHint("let the router choose the database, and store user_id and user_type as its user has them")
                .during(operation, role.database())
                .exception();
        try {
            listener.refused(misplaced);
        } catch (RuntimeException untold) {
            refusal.addSuppressed(untold);
        }
        return refusal;
    }
}
