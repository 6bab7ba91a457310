package dev.stillframe.modeltests.tlc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The behaviour that TLC printed for a violation.
 *
 * @param states from the initial state on
 * @param ending how a behaviour without end goes on; empty for one that has reached its violation
 */
public record Trace(List<State> states, String ending) {
  private static final int STATE = 2217;
  private static final int STUTTERING = 2218;
  private static final int BACK_TO = 2122;
  private static final List<Integer> VIOLATED_INITIALLY = List.of(2107, 2108);

  private static final Pattern STATE_TEXT =
      Pattern.compile("\\d+: <([^\\s>(]+)[^\\n]*>\\R(.*)", Pattern.DOTALL);
  private static final Pattern LOOP = Pattern.compile("(\\d+): Back to state: <([^\\s>(]+).*");
  private static final Pattern VARIABLE =
      Pattern.compile("(?:^|\\R)(?:/\\\\ )?(\\w+) = (.*?)(?=\\R/\\\\ \\w+ = |$)", Pattern.DOTALL);

  /** The state after an action; the first one's action is "Initial". */
  public record State(String action, Map<String, TlaValue> variables) {}

  static Trace of(TlcOutput output) {
    List<State> states = new ArrayList<>();
    String ending = "";
    for (TlcOutput.Message message : output.messages()) {
      if (message.number() == STATE) {
        states.add(state(message.body()));
      } else if (message.number() == BACK_TO) {
        ending = loop(message.body());
      } else if (message.number() == STUTTERING) {
        ending = "From here on nothing happens, though the property demands that something does.";
      } else if (VIOLATED_INITIALLY.contains(message.number())) {
        String body = message.body();
        states.add(new State("Initial", variables(body.substring(body.indexOf('\n') + 1))));
      }
    }
    return new Trace(states, ending);
  }

  /** How many actions were taken. */
  public int steps() {
    return states.size() - 1;
  }

  private static State state(String body) {
    Matcher matcher = STATE_TEXT.matcher(body);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a state: " + body);
    }
    return new State(matcher.group(1), variables(matcher.group(2)));
  }

  private static String loop(String body) {
    Matcher matcher = LOOP.matcher(body);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a way back: " + body);
    }
    int step = Integer.parseInt(matcher.group(1)) - 1;
    String target = step == 0 ? "the initial state" : "the state after step " + step;
    return "Then **" + matcher.group(2) + "** leads back to " + target + ", and so on for ever.";
  }

  private static Map<String, TlaValue> variables(String text) {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    Matcher matcher = VARIABLE.matcher(text.strip());
    while (matcher.find()) {
      variables.put(matcher.group(1), TlaValue.parse(matcher.group(2)));
    }
    return variables;
  }
}
