package dev.poemcp.server.tools;

import dev.poemcp.server.tools.api.CallContext;
import java.util.ArrayList;
import java.util.List;

/** A caller that records progress and questions, and gives a fixed answer. */
public final class RecordingContext implements CallContext {
    private final Answer answer;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();

    /** @param answer to every question */
    public RecordingContext(Answer answer) {
        this.answer = answer;
    }

    /** One notification. */
    public record Step(double progress, String message) {}

    public List<Step> steps() {
        return steps;
    }

    public List<String> questions() {
        return questions;
    }

    @Override
    public boolean wantsProgress() {
        return true;
    }

    @Override
    public void progress(double progress, String message) {
        steps.add(new Step(progress, message));
    }

    @Override
    public Answer confirm(String question) {
        questions.add(question);
        return answer;
    }
}
