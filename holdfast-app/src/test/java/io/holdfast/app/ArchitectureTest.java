package io.holdfast.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/**
 * The architecture, as a test: every rule here has been seen to fail ({@code tools/prove-gates.sh}). The rooms are in
 * {@link HousePlan}.
 */
@AnalyzeClasses(packages = "io.holdfast", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> FLOOR = describe("floors", HousePlan::isFloor);
    private static final DescribedPredicate<JavaClass> FEATURE = describe("features", HousePlan::isFeature);
    private static final DescribedPredicate<JavaClass> ADAPTER = describe("adapters", HousePlan::isAdapter);
    private static final DescribedPredicate<JavaClass> CORE = describe("the core", HousePlan::isCore);
    private static final DescribedPredicate<JavaClass> PROGRAM = describe("programs", HousePlan::isProgram);
    private static final DescribedPredicate<JavaClass> FRONT_DOOR = describe("the front door", HousePlan::isFrontDoor);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.holdfast.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsOnThePlan = classes()
            .should(have(describe(
                    "a room that HousePlan knows",
                    (JavaClass type) ->
                            HousePlan.room(type).map(HousePlan::isPlanned).orElse(true))))
            .because("a new package gets a place in the order before it gets a class");

    @ArchTest
    static final ArchRule packagesImportOnlyThoseBelow = classes()
            .that(FLOOR)
            .should(new ImportOnly("import only packages below them on the plan", HousePlan::floorMayImport))
            .because("arrows point one way");

    @ArchTest
    static final ArchRule featuresNeverMeet = classes()
            .that(FEATURE)
            .should(new ImportOnly("never import another feature", HousePlan::featureMayImport))
            .because("features announce events and signals; they do not call each other");

    @ArchTest
    static final ArchRule adaptersKnowOnlyTheEngineContract = classes()
            .that(ADAPTER)
            .should(new ImportOnly(
                    "import only the engine contract and what it stands on", HousePlan::adapterMayImport))
            .because("engines and features never meet");

    @ArchTest
    static final ArchRule adaptersAreKnownByNobody = noClasses()
            .that(DescribedPredicate.not(ADAPTER))
            .should()
            .dependOnClassesThat(ADAPTER)
            .because("engines are found through the contract; the program only puts them on the class path");

    @ArchTest
    static final ArchRule nothingInsideImportsTheFrontDoor = noClasses()
            .that(DescribedPredicate.not(PROGRAM.or(FRONT_DOOR)))
            .should()
            .dependOnClassesThat(FRONT_DOOR);

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Managers|Helper|Helpers|Util|Utils|Impl)")
            .orShould()
            .haveNameMatching(".*[.$]Abstract[A-Z].*");

    @ArchTest
    static final ArchRule noJunkDrawers = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..helper..",
                    "..helpers..",
                    "..impl..",
                    "..internal..",
                    "..misc..");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .should(have(describe(
                    "a @NullMarked package",
                    (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))))
            .because("null is refused unless a type says @Nullable");

    @ArchTest
    static final ArchRule outputIsPassedIn = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.holdfast.log.Log$Once")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule waitingIsPassedIn = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.holdfast.resilience.Pauser")
            .should()
            .callMethodWhere(describe(
                    "the target sleeps",
                    call -> call.getTarget().getName().equals("sleep") && sleeps(call.getTarget())));

    @ArchTest
    static final ArchRule theLibraryUsesNoReflection = noClasses()
            .that(CORE.or(ADAPTER))
            .and()
            .resideOutsideOfPackage("io.holdfast.mongodb.following")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .orShould()
            .callMethodWhere(describe(
                    "the target looks up classes or members by name",
                    call -> call.getTarget().getOwner().isEquivalentTo(Class.class)
                            && call.getTarget().getName().matches("forName|newInstance|get(Declared|Record).+")));

    @ArchTest
    static final ArchRule onlyMetricsNeedMicrometer = noClasses()
            .that(CORE.or(ADAPTER))
            .and()
            .resideOutsideOfPackage("io.holdfast.health")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("an application without Micrometer has everything else");

    @ArchTest
    static final ArchRule theLibraryLogsWhereItCannotFail = noClasses()
            .that(CORE.or(ADAPTER))
            .and()
            .resideOutsideOfPackage("io.holdfast.log")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..")
            .because("a log that throws must not fail the work that logs");

    @ArchTest
    static final ArchRule noMutableStatics = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("shared state is passed, so that two can live in one process");

    private static boolean sleeps(AccessTarget target) {
        return target.getOwner().isEquivalentTo(Thread.class)
                || target.getOwner().isEquivalentTo(TimeUnit.class);
    }
}
