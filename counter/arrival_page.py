"""The page on which an officer signs in: PIN, one's own PIN, a number that was left; and the first PIN of a hall."""

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from antrean import pin
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel
from counter import words
from counter.arrival import ArrivalState, Step, in_groups, is_hopeless, is_pin, may_give_back
from counter.arrival_presenter import ArrivalPresenter
from counter.shortcuts import Key


class PinField(QLineEdit):
    """Takes digits only and shows none of them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(pin.LONGEST)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Neither the input method's memory nor the clipboard's is for it.
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


class ArrivalPage(Panel):
    """Shows one question at a time."""

    def __init__(self, *, presenter: ArrivalPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("arrival_page")
        self._presenter = presenter
        self._shown: tuple[Step, int] = (Step.NONE, -1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = Icon("person", color="muted", extent="icon_l")
        self._title = FitLabel(role="heading", lines=2, align=centre)
        self._title.setObjectName("arrival_title")
        self._where = FitLabel(role="body", tone="muted", lines=2, align=centre)
        self._hint = FitLabel(role="body", lines=3, align=centre)
        self._hint.setObjectName("arrival_hint")
        self._digits = FitLabel(role="hero", is_tabular=True, align=centre)
        self._digits.setObjectName("first_pin")
        self._pin = PinField("pin")
        self._again = PinField("pin_again")
        self._refusal = FitLabel(role="strong", tone="bad", lines=3, align=centre)
        self._refusal.setObjectName("arrival_refusal")
        self.back = BigButton(name="arrival_back", fill="quiet", extent="m")
        self.back.set_key_cap(Key.BACK.cap)
        self.other = BigButton(name="give_back", fill="outline", extent="m")
        self.go = BigButton(name="sign_in", fill="primary", extent="m")
        card = Card()
        inside = spaced(QVBoxLayout(card), gap="m", margins="xl")
        inside.addStretch(1)
        inside.addWidget(self._icon, 0, centre)
        for part in (self._title, self._where, self._hint, self._digits, self._pin, self._again, self._refusal):
            inside.addWidget(part)
        inside.addStretch(1)
        buttons = spaced(QHBoxLayout(), gap="m")
        for button in (self.back, self.other, self.go):
            buttons.addWidget(button, 1)
        inside.addLayout(buttons)
        row = spaced(QHBoxLayout(self), gap="none", margins="l")
        row.addStretch(1)
        row.addWidget(card, 3)
        row.addStretch(1)
        self._pin.textChanged.connect(self._on_typed)
        self._again.textChanged.connect(self._on_typed)
        self._pin.returnPressed.connect(self._on_return)
        self._again.returnPressed.connect(self._on_go)
        self.back.clicked.connect(presenter.leave)
        self.other.clicked.connect(presenter.give_back)
        self.go.clicked.connect(self._on_go)

    def show_state(self, state: ArrivalState) -> None:
        """Show what is asked now; the same state twice changes nothing."""
        if state.step is Step.NONE:
            self._clear()
            return
        if self._shown != (state.step, state.tries):
            # Nobody after this officer finds digits here, and a wrong PIN is typed anew.
            is_new = self._shown[0] is not state.step
            self._clear()
            self._shown = (state.step, state.tries)
            self._focus(state, is_new=is_new)
        self._title.setText("" if state.officer is None else state.officer.name)
        where = (
            self.tr("Without a counter")
            if state.counter is None
            else self.tr("Counter {number}").format(number=state.counter)
        )
        self._where.setText(where)
        is_first = state.step is Step.FIRST_PIN
        self._title.setVisible(state.officer is not None)
        self._where.setVisible(not is_first)
        self._digits.setVisible(is_first and state.made is not None)
        if is_first:
            self._show_first(state)
        else:
            self._show_question(state)
        refusal = "" if state.refusal is None else words.refusal(state.refusal)
        if state.is_unlike:
            refusal = self.tr("The two PINs are not the same. Please type them again.")
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        self.back.setText(self.tr("Back"))
        self.back.setVisible(state.step is not Step.LEFT_OVER and state.made is None)
        self.other.setText(self.tr("Put it back in line"))
        self.other.setVisible(state.step is Step.LEFT_OVER and may_give_back(state.left_over))
        for part in (self._pin, self._again, self.other, self.go):
            part.setAccessibleDescription(self._hint.text())
        self._show_go(state)

    def _show_first(self, state: ArrivalState) -> None:
        """Show the PIN of the first administrator, once."""
        self._pin.setVisible(False)
        self._again.setVisible(False)
        digits = "" if state.made is None else state.made.digits or ""
        self._digits.setText(in_groups(digits))
        self._digits.setAccessibleName(" ".join(digits))
        if state.made is None:
            self._hint.setText(self.tr("The administrator of this mall is being made."))
        elif digits:
            self._hint.setText(
                self.tr(
                    "This one-time PIN is shown only now: write it down. Sign in with it and choose another one; then"
                    " give the others their PINs in the hall, under Officers."
                )
            )
        else:
            self._hint.setText(
                self.tr(
                    "The administrator is made, but the PIN was lost on the way and is kept nowhere. On the PC of the"
                    " database: antrean officer reset “{officer}”."
                ).format(officer=state.made.officer.name)
            )

    def _show_question(self, state: ArrivalState) -> None:
        is_own, is_left = state.step is Step.OWN_PIN, state.step is Step.LEFT_OVER
        self._pin.setVisible(not is_left)
        self._again.setVisible(is_own)
        if is_left and state.left_over is not None:
            code = state.left_over.code
            if may_give_back(state.left_over):
                hint = self.tr("{code} was still called here when the program ended. What shall become of it?")
            else:
                hint = self.tr("{code} was being served here when the program ended. You go on with it.")
            self._hint.setText(hint.format(code=code))
            return
        if is_own:
            self._hint.setText(
                self.tr("Choose a PIN of your own, 4 to 12 digits that nobody else knows, and type it twice.")
            )
        else:
            self._hint.setText(self.tr("Type your PIN."))
        self._pin.setPlaceholderText(self.tr("New PIN") if is_own else self.tr("PIN"))
        self._pin.setAccessibleName(self.tr("New PIN") if is_own else self.tr("PIN"))
        self._again.setPlaceholderText(self.tr("The same again"))
        self._again.setAccessibleName(self.tr("The same again"))

    def _show_go(self, state: ArrivalState) -> None:
        match state.step:
            case Step.OWN_PIN:
                text, may = self.tr("Take this PIN"), is_pin(self._pin.text()) and bool(self._again.text())
            case Step.LEFT_OVER:
                text, may = self.tr("Go on with it"), True
            case Step.FIRST_PIN if state.made is None:
                text, may = self.tr("Try again"), True
            case Step.FIRST_PIN:
                text, may = self.tr("I have written it down"), True
            case _:
                text, may = self.tr("Sign in"), is_pin(self._pin.text()) and not is_hopeless(state.refusal)
        self.go.setText(text)
        self.go.set_allowed(may and not state.is_busy)
        self.go.set_busy(state.is_busy)

    def _clear(self) -> None:
        self._shown = (Step.NONE, -1)
        self._pin.clear()
        self._again.clear()
        self._digits.setText("")
        self._digits.setAccessibleName("")

    def _focus(self, state: ArrivalState, *, is_new: bool) -> None:
        if state.step is Step.FIRST_PIN:
            # Neither Enter nor the space bar takes the digits away at once.
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.step is Step.LEFT_OVER:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        elif is_new or not self.back.hasFocus():
            self._pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self._show_go(self._presenter.state)

    def _on_return(self) -> None:
        if self._presenter.state.step is Step.OWN_PIN:
            self._again.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._on_go()

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        match self._presenter.state.step:
            case Step.PIN:
                self._presenter.try_pin(self._pin.text())
            case Step.OWN_PIN:
                self._presenter.choose_pin(self._pin.text(), self._again.text())
            case Step.FIRST_PIN if self._presenter.state.made is None:
                self._presenter.make_administrator()
            case Step.LEFT_OVER | Step.FIRST_PIN:
                self._presenter.go_on()
            case _:
                pass
