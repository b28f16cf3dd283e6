package io.streamspace.agent.wrongdriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each guarantee's test fails for a driver that breaks it, and for the reason that it should. */
@Isolated("a wrong driver is caught by how long it takes, or by a kill in the middle of what it does")
final class WrongDriversTest {
    private record Case(Class<? extends WrongDriverTck> kit, String test, String reason) {}

    private static final Case[] CASES = {
        new Case(WrongDrivers.ReturnsTooEarly.class, "d101_start_returns_once_the_desktop_answers", "to answer"),
        new Case(WrongDrivers.LeaksOnFailure.class, "d102_a_failed_start_leaves_nothing", "nothing to be left"),
        new Case(WrongDrivers.DestroysHalf.class, "d103_destroy_removes_a_running_session", "Expecting empty"),
        new Case(
                WrongDrivers.RefusesToDestroyTheUnknown.class,
                "d103_destroy_of_an_unknown_session_succeeds",
                "There is no such session."),
        new Case(
                WrongDrivers.StopsOnce.class,
                "d104_stop_ends_what_runs_and_may_be_repeated",
                "The session is stopped already."),
        new Case(WrongDrivers.DeletesTheHome.class, "d105_a_persistent_home_outlives_destroy", "the mark in the home"),
        new Case(WrongDrivers.StartsTwice.class, "d201_a_repeated_start_starts_nothing_new", "expected"),
        new Case(WrongDrivers.RacesItself.class, "d202_two_starts_at_the_same_moment_leave_one_session", "handles"),
        new Case(
                WrongLatecomers.TidiesWhatIsAnothers.class,
                "d203_a_start_that_was_overtaken_takes_nothing_from_the_one_that_succeeded",
                "the session after"),
        new Case(
                WrongLatecomers.EndsWhateverIsThere.class,
                "d204_what_comes_late_for_an_earlier_generation_leaves_a_later_one_alone",
                "RUNNING"),
        new Case(
                WrongDrivers.ForgetsInMemory.class,
                "d301_a_new_driver_lists_what_an_earlier_one_started",
                "to contain"),
        new Case(
                WrongDrivers.CannotDialAfterRecovery.class,
                "d302_a_running_session_is_taken_over_and_can_be_dialled",
                "to answer"),
        new Case(
                WrongDrivers.NeedsTheHandle.class,
                "d303_a_half_made_session_can_be_destroyed_by_its_id_alone",
                "Expecting empty"),
        new Case(
                WrongDrivers.BlocksOthers.class, "d401_a_slow_start_does_not_hold_up_another_session", "the result of"),
        new Case(
                WrongDrivers.SwallowsInterrupts.class,
                "d402_an_interrupted_start_ends_within_a_few_seconds",
                "the interrupted start to end"),
        new Case(
                WrongDrivers.TakesTheUnknownForAnError.class,
                "d501_an_unknown_session_is_stopped_and_no_error",
                "There is no such session."),
        new Case(
                WrongDrivers.KeepsSilent.class,
                "d502_an_end_that_the_driver_did_not_cause_is_told",
                "the watch to tell of the end"),
        new Case(WrongDrivers.ThrowsRaw.class, "d503_a_failure_is_a_driver_exception", "DriverException"),
        new Case(
                WrongDrivers.ThrowsRaw.class,
                "d503_a_failure_tells_the_user_what_happened",
                "a kind that says more than 'internal'"),
        new Case(
                WrongDrivers.OnlySaysThatItHibernates.class, "d601_a_hibernated_session_is_seen_as_such", "HIBERNATED"),
        new Case(WrongDrivers.OnlySaysThatItWakes.class, "d602_a_woken_desktop_answers", "to answer"),
        new Case(WrongDrivers.HibernatesOnce.class, "d603_both_may_be_repeated", "The session hibernates already."),
        new Case(
                WrongEnds.StumblesOverItsOwnHalf.class,
                "d304_a_start_that_is_killed_at_any_moment_is_finished_by_the_next_agent",
                "The name is in use already."),
        new Case(
                WrongEnds.LocksWhatItEnds.class,
                "d304_an_end_that_is_killed_at_any_moment_is_finished_by_the_next_agent",
                "The session is being ended already."),
        new Case(
                WrongEnds.LeavesAVolume.class,
                "d304_an_end_that_is_killed_at_any_moment_is_finished_by_the_next_agent",
                "nothing to remain on the platform"),
        new Case(
                WrongEnds.LeavesAVolume.class,
                "d303_a_half_made_session_that_nobody_wants_is_removed_by_the_next_agent",
                "nothing to remain on the platform"),
        new Case(WrongStreams.SharesAConnection.class, "d701_several_viewers_have_a_connection_each", "to shake hands"),
        new Case(
                WrongStreams.LosesBytes.class,
                "d702_every_byte_arrives_once_and_in_order_both_ways",
                "bytes were lost"),
        new Case(
                WrongStreams.ChangesBytes.class,
                "d702_the_picture_is_the_one_that_the_desktop_paints",
                "the picture through the hub"),
        new Case(WrongStreams.CannotTellWhoRuns.class, "d703_nobody_is_led_to_a_session_that_sleeps", "4001"),
        new Case(
                WrongStreams.CannotTellWhoRuns.class,
                "d703_nobody_is_led_to_a_session_that_is_unknown_or_ended",
                "NOT_FOUND"),
        new Case(WrongStreams.RemembersTheAddress.class, "d704_a_woken_desktop_is_found_where_it_is_now", "to answer"),
        new Case(WrongStreams.ServesOneAtATime.class, "d705_a_viewer_who_does_not_read_holds_nobody_up", "result of"),
    };

    @TestFactory
    Stream<DynamicTest> the_kit_notices() {
        return Arrays.stream(CASES)
                .map(c -> DynamicTest.dynamicTest(
                        c.kit().getSimpleName() + " fails " + c.test(), () -> assertNoticed(c)));
    }

    @Test
    void every_numbered_guarantee_has_a_wrong_driver() {
        Stream<String> tested = Arrays.stream(WrongDriverTck.class.getMethods())
                .map(java.lang.reflect.Method::getName)
                .filter(name -> name.matches("d[0-9]{3}_.*"))
                .map(name -> name.substring(0, 4));

        assertThat(tested.distinct())
                .allSatisfy(number -> assertThat(CASES).anyMatch(c -> c.test().startsWith(number)));
    }

    private static void assertNoticed(Case wrong) {
        var failed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(wrong.kit(), wrong.test()))
                .execute()
                .testEvents()
                .failed()
                .list();

        assertThat(failed).as(wrong.test()).hasSize(1);
        assertThat(reason(failed.getFirst())).contains(wrong.reason());
    }

    private static String reason(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(String::valueOf)
                .orElse("");
    }
}
