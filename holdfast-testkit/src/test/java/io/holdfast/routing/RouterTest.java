package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** DOC-3, DOC-7; U1, U2: the router is the table that is written here, and every role is what it is called. */
final class RouterTest {
    /** Type and category, then what becomes of READ, LIST, CREATE, CHANGE and DELETE. */
    private static final String TABLE = """
            EXTERNAL USER        | look external_users | look external_users | begin external_users | at home external_users | at home external_users
            EXTERNAL ANALYSIS    | look external_users | look external_users | begin external_users | at home external_users | at home external_users
            EXTERNAL HR          | EXTERNAL_HR | EXTERNAL_HR | EXTERNAL_HR | EXTERNAL_HR | EXTERNAL_HR
            EXTERNAL MOVE_RECORD | EXTERNAL_RECORDS | EXTERNAL_RECORDS | EXTERNAL_RECORDS | EXTERNAL_RECORDS | EXTERNAL_RECORDS
            EXTERNAL DECISION    | EXTERNAL_RECORDS | EXTERNAL_RECORDS | EXTERNAL_RECORDS | EXTERNAL_RECORDS | EXTERNAL_RECORDS
            INTERNAL USER        | look raseen_temp_user raseen_main_user | look raseen_temp_user raseen_main_user | begin raseen_temp_user | at home raseen_temp_user raseen_main_user | at home raseen_temp_user raseen_main_user
            INTERNAL ANALYSIS    | look raseen_temp_user raseen_main_user | look raseen_temp_user raseen_main_user | begin raseen_temp_user | at home raseen_temp_user raseen_main_user | at home raseen_temp_user raseen_main_user
            INTERNAL HR          | look raseen_main_hr | look raseen_main_hr | both raseen_main_hr srie_main_hr | both raseen_main_hr srie_main_hr | both raseen_main_hr srie_main_hr
            INTERNAL MOVE_RECORD | look evaluation_control | look evaluation_control | begin evaluation_control | at home evaluation_control | at home evaluation_control
            INTERNAL DECISION    | look evaluation_control | look evaluation_control | begin evaluation_control | at home evaluation_control | at home evaluation_control
            """;

    private static Map<String, String> table() {
        Map<String, String> table = new TreeMap<>();
        TABLE.lines().forEach(line -> {
            List<String> cells = List.of(line.split(" *\\| *"));
            for (int i = 0; i < DataOperation.values().length; i++) {
                table.put(cells.get(0).replaceAll(" +", " ") + " " + DataOperation.values()[i], cells.get(i + 1));
            }
        });
        return table;
    }

    private static String shown(Route route) {
        String roles = route.roles().stream().map(Role::database).collect(Collectors.joining(" "));
        if (route instanceof Route.Refused refused) {
            assertThat(roles).isEmpty();
            return refused.reason().name();
        }
        if (route instanceof Route.Look) {
            return "look " + roles;
        }
        if (route instanceof Route.Begin) {
            return "begin " + roles;
        }
        return (route instanceof Route.AtHome ? "at home " : "both ") + roles;
    }

    @Test
    void everyCaseIsTheOneOfTheTable() {
        Map<String, String> found = new TreeMap<>();
        for (UserType type : UserType.values()) {
            for (Category category : Category.values()) {
                for (DataOperation operation : DataOperation.values()) {
                    found.put(type + " " + category + " " + operation, shown(Router.route(type, category, operation)));
                }
            }
        }

        assertThat(found).isEqualTo(table()).hasSize(50);
    }

    @Test
    void everyRouteLeadsOnlyToDatabasesForThatTypeAndCategory() {
        for (UserType type : UserType.values()) {
            for (Category category : Category.values()) {
                for (DataOperation operation : DataOperation.values()) {
                    assertThat(Router.route(type, category, operation).roles()).allSatisfy(role -> {
                        assertThat(role.serves()).isEqualTo(type);
                        assertThat(role.keeps()).contains(category);
                        assertThat(role).isNotEqualTo(Role.SRIE_MAIN_USER);
                    });
                }
            }
        }
    }

    @Test
    void theSevenRolesAreCalledAsTheirDatabasesAndVariables() {
        assertThat(Arrays.stream(Role.values())
                        .map(role -> List.of(role.database(), role.urlVariable(), role.declaredName(), role.marker())))
                .containsExactly(
                        List.of("external_users", "EXTERNAL_USERS_URL", "external-users", "🌐 [EXTERNAL]"),
                        List.of("raseen_temp_user", "RASEEN_TEMP_USER_URL", "raseen-temp-user", "🔐 [INTERNAL]"),
                        List.of("raseen_main_user", "RASEEN_MAIN_USER_URL", "raseen-main-user", "🔐 [INTERNAL]"),
                        List.of("raseen_main_hr", "RASEEN_MAIN_HR_URL", "raseen-main-hr", "🔐 [INTERNAL]"),
                        List.of("srie_main_user", "SRIE_MAIN_USER_URL", "srie-main-user", "🔐 [INTERNAL]"),
                        List.of("srie_main_hr", "SRIE_MAIN_HR_URL", "srie-main-hr", "🔐 [INTERNAL]"),
                        List.of("evaluation_control", "EVALUATION_CONTROL_URL", "evaluation-control", "🔐 [INTERNAL]"));
        for (Role role : Role.values()) {
            assertThat(Role.ofDeclared(role.declaredName())).contains(role);
        }
        assertThat(Role.ofDeclared("app")).isEmpty();
    }

    @Test
    void everyCategoryHasACollectionOfItsOwn() {
        assertThat(Arrays.stream(Category.values())
                        .map(category -> category.collection())
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of("users", "analyses", "hr_records", "move_records", "decisions"));
    }
}
