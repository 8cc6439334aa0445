package io.holdfast.routing;

import static io.holdfast.routing.Role.EVALUATION_CONTROL;
import static io.holdfast.routing.Role.EXTERNAL_USERS;
import static io.holdfast.routing.Role.RASEEN_MAIN_HR;
import static io.holdfast.routing.Role.RASEEN_MAIN_USER;
import static io.holdfast.routing.Role.RASEEN_TEMP_USER;
import static io.holdfast.routing.Role.SRIE_MAIN_HR;

import io.holdfast.routing.Route.AtHome;
import io.holdfast.routing.Route.Begin;
import io.holdfast.routing.Route.Both;
import io.holdfast.routing.Route.Look;
import io.holdfast.routing.Route.Reason;
import io.holdfast.routing.Route.Refused;
import java.util.List;

/**
 * Who may do what with which data, and in which database: the one place where that is decided. The backup of main is in
 * no route: nobody but the lifecycle writes to it.
 */
public final class Router {
    private static final List<Role> TEMP_THEN_MAIN = List.of(RASEEN_TEMP_USER, RASEEN_MAIN_USER);

    private Router() {}

    /**
     * Where {@code operation} on data of {@code category} leads for a user of {@code type}. For the service's own records
     * the type is that of who asks for them: the service itself is internal, whomever its records are about.
     */
    public static Route route(UserType type, Category category, DataOperation operation) {
        return switch (type) {
            case EXTERNAL -> external(category, operation);
            case INTERNAL -> internal(category, operation);
        };
    }

    private static Route external(Category category, DataOperation operation) {
        return switch (category) {
            case USER, ANALYSIS -> inOne(EXTERNAL_USERS, operation);
            case HR -> new Refused(Reason.EXTERNAL_HR);
            case MOVE_RECORD, DECISION -> new Refused(Reason.EXTERNAL_RECORDS);
        };
    }

    private static Route internal(Category category, DataOperation operation) {
        return switch (category) {
            case USER, ANALYSIS -> inTempOrMain(operation);
            case HR -> inPair(operation);
            case MOVE_RECORD, DECISION -> inOne(EVALUATION_CONTROL, operation);
        };
    }

    private static Route inOne(Role role, DataOperation operation) {
        return switch (operation) {
            case READ, LIST -> new Look(List.of(role));
            case CREATE -> new Begin(role);
            case CHANGE, DELETE -> new AtHome(List.of(role));
        };
    }

    private static Route inTempOrMain(DataOperation operation) {
        return switch (operation) {
            case READ, LIST -> new Look(TEMP_THEN_MAIN);
            case CREATE -> new Begin(RASEEN_TEMP_USER);
            case CHANGE, DELETE -> new AtHome(TEMP_THEN_MAIN);
        };
    }

    private static Route inPair(DataOperation operation) {
        return switch (operation) {
            case READ, LIST -> new Look(List.of(RASEEN_MAIN_HR));
            case CREATE, CHANGE, DELETE -> new Both(RASEEN_MAIN_HR, SRIE_MAIN_HR);
        };
    }
}
