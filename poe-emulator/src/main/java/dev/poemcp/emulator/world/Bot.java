package dev.poemcp.emulator.world;

import dev.poemcp.emulator.script.BotScript;
import java.util.List;

/** A bot and its script. */
public final class Bot {
    private final Facts facts;
    private BotScript script;

    Bot(Facts facts, BotScript script) {
        this.facts = facts;
        this.script = script;
    }

    /**
     * The immutable properties of a bot.
     *
     * @param nickname the internal name that messages carry as their author
     * @param categories the categories that list it when exploring
     */
    public record Facts(
            long botId,
            String handle,
            String displayName,
            String nickname,
            String model,
            String description,
            String poweredBy,
            String introduction,
            List<String> categories,
            boolean official) {}

    public Facts facts() {
        return facts;
    }

    public long botId() {
        return facts.botId();
    }

    public String handle() {
        return facts.handle();
    }

    public synchronized BotScript script() {
        return script;
    }

    synchronized void script(BotScript value) {
        script = value;
    }
}
