INSERT OR IGNORE INTO
	questions(question,answer,choices,used,difficulty)
VALUES
	(
		"The cook said ""no"": who&#039;s hungry?","The mate","The mate,The captain",0,"easy"
	),
	(
		"Which of these floats?","Cork","Lead,Cork,Stone",0,"hard"
	);
