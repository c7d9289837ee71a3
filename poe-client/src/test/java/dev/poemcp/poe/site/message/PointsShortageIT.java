package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures for lack of points name the price and the balance. */
class PointsShortageIT {
    private static final long BALANCE = EmulatorOptions.defaults().balancePoints();
    private static final long PRICE = BALANCE + 100;
    private static final String DETAILS =
            "A message to Pricey costs " + PRICE + " points and the balance is " + BALANCE + ".";

    private final LiveFixture fixture = new LiveFixture(LiveFixture.SHORT_LIMITS);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String what(PoeFailure failure) {
        return assertInstanceOf(PoeFailure.InsufficientPoints.class, failure).what();
    }

    @Test
    void replyWithoutPoints_namesPriceAndBalance() {
        fixture.poe.bot("Pricey").says("gold").costs(PRICE);

        var why = what(fixture.ask("Pricey", "go").failure().orElseThrow());

        assertEquals("The account's points do not pay for this message. " + DETAILS, why);
    }

    @Test
    void refusedSend_keepsPoesWordsAndNamesPriceAndBalance() {
        fixture.poe.bot("Pricey").costs(PRICE).refusesSends("reached_limit", "No points left.");

        var failure = assertThrows(PoeException.class, () -> fixture.send("Pricey", "go"))
                .failure();

        assertEquals("No points left. " + DETAILS, what(failure));
    }

    @Test
    void unknownPriceOrBalance_isLeftOut() {
        fixture.poe.bot("Pricey").costs(PRICE).refusesSends("reached_limit", "No points left.");
        fixture.poe.faults().on("botInfo", Fault.outdated()).always();
        var withoutPrice = assertThrows(PoeException.class, () -> fixture.send("Pricey", "go"))
                .failure();
        fixture.poe.faults().on("accountSettings", Fault.outdated()).always();
        var withoutBoth = assertThrows(PoeException.class, () -> fixture.send("Pricey", "go"))
                .failure();

        assertEquals("No points left. The balance is " + BALANCE + " points.", what(withoutPrice));
        assertEquals("No points left.", what(withoutBoth));
        assertTrue(fixture.poe.sentMessages().isEmpty());
    }
}
