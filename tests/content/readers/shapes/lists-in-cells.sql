-- Tea (quiz 3)
INSERT INTO questions (quiz_id, question_text, options, correct_answer, difficulty_level) VALUES
(3, 'What is sencha?', '["A green tea", "A pot, of clay", "A leaf of mint"]', 'A green tea', 'easy'),
(3, 'Which of these is black?', '["Assam", "Gyokuro"]', 'Assam', 'hard');
