package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.DocumentsConfig;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Draft;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Props;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DOC-2, DOC-7; U1, U2: ids are prefixed exactly once, and nobody can supply a prefixed one. */
final class UserIdTest {
    @Test
    void anIdThatLooksPrefixedStaysRaw() {
        assertThat(UserId.of(UserType.EXTERNAL, new RawId("internal_x")).text()).isEqualTo("external_internal_x");
        assertThat(UserId.of(UserType.INTERNAL, new RawId("internal_x")).text()).isEqualTo("internal_internal_x");
        assertThat(UserId.of(UserType.EXTERNAL, new RawId("ada")).text()).isEqualTo("external_ada");
    }

    @Test
    void everyIdHasOnePrefixAndNothingElseIsChanged() {
        Props.cases(2_000).forAll(OddText.any(), text -> {
            RawId raw;
            try {
                raw = new RawId(text);
            } catch (HoldfastException refused) {
                assertThat(refused.kind()).isEqualTo(ErrorKind.DATA);
                assertThat(refused).hasMessageStartingWith("the id of a user ");
                return;
            }
            for (UserType type : UserType.values()) {
                UserId id = UserId.of(type, raw);
                assertThat(id.text()).isEqualTo(type.prefix() + text);
                assertThat(id.type()).isEqualTo(type);
                assertThat(id.raw()).isEqualTo(text);
                assertThat(UserId.stored(id.text())).contains(id);
            }
            assertThat(UserId.of(UserType.INTERNAL, raw)).isNotEqualTo(UserId.of(UserType.EXTERNAL, raw));
        });
    }

    @Test
    void differentIdsStayDifferentWhateverDocumentsTheirUsersHave() {
        Props.cases(2_000).forAll(OddText.any(), OddText.any(), (first, second) -> {
            try {
                UserId one = UserId.of(UserType.INTERNAL, new RawId(first));
                UserId other = UserId.of(UserType.INTERNAL, new RawId(second));
                boolean isSame = new DocumentKey(one, "p").id().equals(new DocumentKey(other, "p").id());
                assertThat(isSame).isEqualTo(first.equals(second));
            } catch (HoldfastException refused) {
                assertThat(refused.kind()).isEqualTo(ErrorKind.DATA);
            }
        });
    }

    @Test
    void noPublicWayLeadsFromATextToAnId() {
        assertThat(UserId.class.getConstructors()).isEmpty();
        assertThat(Arrays.stream(UserId.class.getDeclaredConstructors()).map(Constructor::getModifiers))
                .allMatch(Modifier::isPrivate);
        assertThat(Arrays.stream(UserId.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> Modifier.isStatic(method.getModifiers())))
                .extracting(Method::getName, method -> List.of(method.getParameterTypes()))
                .containsExactly(org.assertj.core.groups.Tuple.tuple("of", List.of(UserType.class, RawId.class)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "\u00A0\u2003",
                "\u200B",
                "a\0b",
                "a\nb",
                "a\u0085b",
                "a\u2028b",
                "a\u202Eb",
                "\u200Fa",
                "e\u0301",
                "a\uD800",
                "\uDC00a",
                "a\u007F"
            })
    void aTextThatInvitesConfusionIsNobodysId(String text) {
        HoldfastException refused = catchThrowableOfType(HoldfastException.class, () -> new RawId(text));

        assertThat(refused.kind()).isEqualTo(ErrorKind.DATA);
        assertThat(refused.failure().hint()).isNotBlank();
    }

    @Test
    void theLongestIdCanBeKeptByEveryEngineAndALongerOneIsRefused() {
        RawId longest = new RawId("é" + "x".repeat(1013));

        for (UserType type : UserType.values()) {
            String id = UserId.of(type, longest).text();
            assertThat(Draft.live(id, Body.empty()).id()).isEqualTo(id);
        }
        assertThatThrownBy(() -> new RawId("é" + "x".repeat(1014)))
                .hasMessage("the id of a user has 1016 bytes; expected at most 1015");
        assertThatThrownBy(() -> new DocumentKey(UserId.of(UserType.INTERNAL, longest), "1"))
                .hasMessage("the id of a document has 1026 bytes with that of its user; expected at most 1024");
    }

    @Test
    void thePartOfADocumentIsAPlainWord() {
        UserId ada = UserId.of(UserType.INTERNAL, new RawId("ada"));

        assertThat(DocumentKey.of(ada).id()).isEqualTo("internal_ada");
        assertThat(new DocumentKey(ada, "7f-3c").id()).isEqualTo("internal_ada/7f-3c");
        assertThatThrownBy(() -> new DocumentKey(ada, "7/8")).isInstanceOf(HoldfastException.class);
    }

    @ParameterizedTest
    @EnumSource(UserType.class)
    void anIdIsShownMasked(UserType type) {
        UserId id = UserId.of(type, new RawId("grace hopper"));

        assertThat(id).hasToString(type.prefix() + "••••");
        assertThat(new RawId("grace")).asString().doesNotContain("grace");
        assertThat(DocumentKey.of(id)).asString().doesNotContain("grace");
        assertThat(IdMask.ALL.shown(id)).isEqualTo(type.prefix() + "••••");
        assertThat(IdMask.MOST.shown(id)).isEqualTo(type.prefix() + "gr••••");
        assertThat(IdMask.MOST.shown(UserId.of(type, new RawId("grace")))).isEqualTo(type.prefix() + "••••");
    }

    @Test
    void theMaskIsThatOfTheConfiguration() {
        assertThat(IdMask.of(DocumentsConfig.USUAL)).isEqualTo(IdMask.MOST);
        assertThat(IdMask.of(new DocumentsConfig(List.of("email", "user_id")))).isEqualTo(IdMask.ALL);
        assertThat(IdMask.of(new DocumentsConfig(List.of("user*")))).isEqualTo(IdMask.ALL);
    }

    @Test
    void noMaskShowsMoreThanTwoCharactersOfAnId() {
        Props.cases(1_000).forAll(OddText.any(), text -> {
            try {
                UserId id = UserId.of(UserType.EXTERNAL, new RawId(text));
                assertThat(IdMask.ALL.shown(id)).isEqualTo("external_••••");
                assertThat(IdMask.MOST
                                .shown(id)
                                .codePointCount(0, IdMask.MOST.shown(id).length()))
                        .isLessThanOrEqualTo("external_••••".length() + 2);
            } catch (HoldfastException refused) {
                assertThat(refused.kind()).isEqualTo(ErrorKind.DATA);
            }
        });
    }
}
